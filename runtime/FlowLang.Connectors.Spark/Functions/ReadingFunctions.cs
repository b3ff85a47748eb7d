namespace FlowLang.Connectors.Spark.Functions;

/// <summary>Strict reading of text: nothing is trimmed, nothing is guessed; null for what is not exactly a value of the type.</summary>
internal static class ReadingFunctions
{
    public const string Definitions = """
        flow_read_bool(x STRING) RETURNS BOOLEAN
        RETURN CASE lower(x) WHEN 'true' THEN true WHEN 'false' THEN false END;

        flow_read_int16(x STRING) RETURNS SMALLINT
        RETURN CASE WHEN x RLIKE r'^[+-]?[0-9]+\z' THEN try_cast(x AS SMALLINT) END;

        flow_read_int32(x STRING) RETURNS INT
        RETURN CASE WHEN x RLIKE r'^[+-]?[0-9]+\z' THEN try_cast(x AS INT) END;

        flow_read_int64(x STRING) RETURNS BIGINT
        RETURN CASE WHEN x RLIKE r'^[+-]?[0-9]+\z' THEN try_cast(x AS BIGINT) END;

        flow_plain_decimal(x STRING) RETURNS STRING
        RETURN CASE WHEN x RLIKE r'^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,4})?\z'
          THEN CASE WHEN x RLIKE r'^[+-]?[0.]+([eE].*)?\z' THEN '0' ELSE x END END;

        flow_float_name(x STRING) RETURNS DOUBLE
        RETURN CASE WHEN x RLIKE r'^(?i)nan\z' THEN double('NaN')
          WHEN x RLIKE r'^[+]?(?i)inf(inity)?\z' THEN double('Infinity')
          WHEN x RLIKE r'^-(?i)inf(inity)?\z' THEN double('-Infinity') END;

        flow_finite(x DOUBLE) RETURNS DOUBLE
        RETURN CASE WHEN abs(x) < double('Infinity') THEN x END;

        flow_read_float64(x STRING) RETURNS DOUBLE
        RETURN coalesce(flow_finite(CASE WHEN flow_plain_decimal(x) IS NOT NULL THEN try_cast(x AS DOUBLE) END), flow_float_name(x));

        flow_read_float32(x STRING) RETURNS FLOAT
        RETURN coalesce(
          CAST(flow_finite(CASE WHEN flow_plain_decimal(x) IS NOT NULL THEN CAST(try_cast(x AS FLOAT) AS DOUBLE) END) AS FLOAT),
          CAST(flow_float_name(x) AS FLOAT));

        flow_read_date(x STRING) RETURNS DATE
        RETURN CASE WHEN x RLIKE r'^[0-9]{4}-[0-9]{2}-[0-9]{2}\z' AND NOT startswith(x, '0000') THEN try_cast(x AS DATE) END;

        flow_read_time(x STRING) RETURNS BIGINT
        RETURN CASE WHEN x RLIKE r'^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?\z' THEN
          (try_cast(substring(x, 1, 2) AS BIGINT) * 3600 + try_cast(substring(x, 4, 2) AS BIGINT) * 60
            + coalesce(try_cast(substring(x, 7, 2) AS BIGINT), 0L)) * 1000000 + try_cast(rpad(substring(x, 10, 6), 6, '0') AS BIGINT) END;

        flow_read_local(x STRING) RETURNS BIGINT
        RETURN CASE WHEN length(x) = 10 THEN unix_micros(CAST(flow_read_date(x) AS TIMESTAMP))
          WHEN substring(x, 11, 1) IN ('T', 't', ' ')
          THEN unix_micros(CAST(flow_read_date(substring(x, 1, 10)) AS TIMESTAMP)) + flow_read_time(substring(x, 12)) END;

        flow_read_datetime(x STRING) RETURNS TIMESTAMP_NTZ
        RETURN CAST(timestamp_micros(flow_read_local(x)) AS TIMESTAMP_NTZ);

        flow_read_offset(x STRING) RETURNS BIGINT
        RETURN CASE WHEN x IN ('Z', 'z') THEN 0L
          WHEN x RLIKE r'^[+-](0[0-9]|1[0-8])(:?[0-5][0-9])?\z' THEN
          (try_cast(substring(x, 2, 2) AS BIGINT) * 60 + CASE WHEN length(x) > 3 THEN try_cast(right(x, 2) AS BIGINT) ELSE 0L END)
            * CASE WHEN startswith(x, '-') THEN -1 ELSE 1 END END;

        flow_offset_part(x STRING) RETURNS STRING
        RETURN regexp_extract(x, r'([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)\z', 1);

        flow_checked_micros(x BIGINT) RETURNS BIGINT
        RETURN CASE WHEN x BETWEEN -62135596800000000 AND 253402300799999999 THEN x END;

        flow_read_timed(x STRING) RETURNS BIGINT
        RETURN CASE WHEN length(x) > 10 THEN flow_read_local(x) END;

        flow_read_instant(x STRING) RETURNS TIMESTAMP
        RETURN timestamp_micros(flow_checked_micros(
          flow_read_timed(left(x, length(x) - length(flow_offset_part(x)))) - flow_read_offset(flow_offset_part(x)) * 60000000));

        flow_read_uuid(x STRING) RETURNS STRING
        RETURN CASE WHEN x RLIKE r'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z' THEN lower(x) END;

        flow_read_json(x STRING) RETURNS STRING
        RETURN CASE WHEN try_parse_json('[' || x || ']') IS NOT NULL AND try_parse_json('{"a":' || x || '}') IS NOT NULL THEN x END;

        flow_read_text(x BINARY) RETURNS STRING
        RETURN CASE WHEN is_valid_utf8(CAST(x AS STRING)) AND NOT contains(CAST(x AS STRING), '\u0000') THEN CAST(x AS STRING) END;
        """;
}
