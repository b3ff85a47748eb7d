namespace FlowLang.Connectors.Spark.Functions;

/// <summary>
/// Text of floats in ECMAScript's form, the shortest that reads back. The engine's own text has up to 15 digits only where they are the
/// shortest; beyond that every number of digits is tried.
/// </summary>
internal static class WritingFunctions
{
    public const string Definitions = """
        flow_float_form(sign STRING, digits STRING, point INT) RETURNS STRING
        RETURN sign || CASE
          WHEN length(digits) <= point AND point <= 21 THEN rpad(digits, point, '0')
          WHEN 0 < point AND point <= 21 THEN left(digits, point) || '.' || substring(digits, point + 1)
          WHEN -6 < point AND point <= 0 THEN '0.' || repeat('0', -point) || digits
          ELSE left(digits, 1) || CASE WHEN length(digits) > 1 THEN '.' || substring(digits, 2) ELSE '' END
            || 'e' || CASE WHEN point > 0 THEN '+' ELSE '-' END || CAST(abs(point - 1) AS STRING) END;

        flow_float_digits(e STRING) RETURNS STRING
        RETURN rtrim('0', replace(split_part(e, 'e', 1), '.', ''));

        flow_float_scientific(e STRING, sign STRING) RETURNS STRING
        RETURN flow_float_form(sign, flow_float_digits(e), try_cast(split_part(e, 'e', 2) AS INT) + 1);

        flow_float64_scientific(x DOUBLE) RETURNS STRING
        RETURN CASE WHEN x >= 1e-300D AND try_cast(printf('%.14e', x) AS DOUBLE) = x THEN printf('%.14e', x)
          ELSE try_element_at(filter(transform(sequence(0, 17), n -> printf('%.' || CAST(n AS STRING) || 'e', x)),
            s -> try_cast(s AS DOUBLE) = x), 1) END;

        flow_float32_scientific(x FLOAT) RETURNS STRING
        RETURN try_element_at(filter(transform(sequence(0, 9), n -> printf('%.' || CAST(n AS STRING) || 'e', x)),
            s -> try_cast(s AS FLOAT) = x), 1);

        flow_float_text(x DOUBLE, scientific STRING) RETURNS STRING
        RETURN CASE WHEN isnan(x) THEN 'NaN' WHEN x = double('Infinity') THEN 'Infinity' WHEN x = double('-Infinity') THEN '-Infinity'
          WHEN x = 0 THEN '0' ELSE flow_float_scientific(scientific, CASE WHEN x < 0 THEN '-' ELSE '' END) END;

        flow_float64_text(x DOUBLE) RETURNS STRING
        RETURN flow_float_text(x, flow_float64_scientific(abs(x)));

        flow_float32_text(x FLOAT) RETURNS STRING
        RETURN flow_float_text(CAST(x AS DOUBLE), flow_float32_scientific(abs(x)));

        flow_instant_text(x TIMESTAMP) RETURNS STRING
        RETURN replace(CAST(x AS STRING), ' ', 'T') || 'Z';

        flow_datetime_text(x TIMESTAMP_NTZ) RETURNS STRING
        RETURN replace(CAST(x AS STRING), ' ', 'T');

        flow_time_text(x BIGINT) RETURNS STRING
        RETURN substring(CAST(timestamp_micros(x) AS STRING), 12);

        flow_uuid5_text(h STRING) RETURNS STRING
        RETURN substring(h, 1, 8) || '-' || substring(h, 9, 4) || '-5' || substring(h, 14, 3) || '-'
          || translate(substring(h, 17, 1), '0123456789abcdef', '89ab89ab89ab89ab') || substring(h, 18, 3) || '-' || substring(h, 21, 12);

        flow_uuid5(name STRING, namespace STRING) RETURNS STRING
        RETURN flow_uuid5_text(sha1(unhex(replace(namespace, '-', '')) || CAST(name AS BINARY)));
        """;
}
