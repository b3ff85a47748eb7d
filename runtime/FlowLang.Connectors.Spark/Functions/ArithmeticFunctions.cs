namespace FlowLang.Connectors.Spark.Functions;

/// <summary>
/// Arithmetic that is exact beyond the engine's 38 digits, and floats by IEEE 754 where the engine raises errors. Whole numbers of any
/// length are texts of digits.
/// </summary>
internal static class ArithmeticFunctions
{
    public const string Definitions = """
        flow_divide_float(x DOUBLE, y DOUBLE) RETURNS DOUBLE
        RETURN CASE WHEN y = 0 THEN x * power(y, -1D) ELSE x / y END;

        flow_round(x DOUBLE) RETURNS DOUBLE
        RETURN CASE WHEN abs(x) >= 4503599627370496D OR x = 0 THEN x
          WHEN abs(x) < 0.5D THEN x * 0D
          ELSE CASE WHEN x < 0 THEN -1D ELSE 1D END * (floor(abs(x)) + CASE WHEN abs(x) - floor(abs(x)) >= 0.5D THEN 1 ELSE 0 END) END;

        flow_scaled_round(x DOUBLE, unit DOUBLE) RETURNS DOUBLE
        RETURN CASE WHEN abs(x * unit) < double('Infinity') THEN flow_round(x * unit) / unit ELSE x END;

        flow_floor(x DOUBLE) RETURNS DOUBLE
        RETURN CASE WHEN abs(x) >= 4503599627370496D OR x = 0 THEN x ELSE CAST(floor(x) AS DOUBLE) END;

        flow_int64(x DOUBLE) RETURNS BIGINT
        RETURN CASE WHEN x >= -9223372036854775808D AND x < 9223372036854775808D THEN try_cast(x AS BIGINT) END;

        flow_float32(x DOUBLE) RETURNS FLOAT
        RETURN CASE WHEN abs(x) >= double('Infinity') OR abs(CAST(x AS FLOAT)) < float('Infinity') THEN CAST(x AS FLOAT) END;

        flow_power(x DOUBLE, y DOUBLE) RETURNS DOUBLE
        RETURN CASE WHEN x = 1 OR (x = -1 AND abs(y) = double('Infinity')) THEN 1D
          WHEN x = 0 AND y < 0 THEN NULL
          WHEN x < 0 AND x > double('-Infinity') AND abs(y) < 9007199254740992D AND y <> floor(y) THEN NULL
          ELSE power(x, y) END;

        flow_digits(x DECIMAL(38, 0)) RETURNS STRING
        RETURN ltrim('-', CAST(x AS STRING));

        flow_magnitude(x DECIMAL(38, 0)) RETURNS DECIMAL(38, 0)
        RETURN CAST(ltrim('-', CAST(x AS STRING)) AS DECIMAL(38, 0));

        flow_long_division(a STRING, b DECIMAL(38, 0), step INT) RETURNS STRUCT<r: DECIMAL(38, 0), q: STRING>
        RETURN aggregate(
          sequence(0, length(a) div step - 1),
          named_struct('r', CAST(0 AS DECIMAL(38, 0)), 'q', ''),
          (s, i) -> named_struct(
            'r', CAST(CAST(CAST(s.r AS STRING) || substring(a, i * step + 1, step) AS DECIMAL(38, 0)) % b AS DECIMAL(38, 0)),
            'q', s.q || lpad(CAST(CAST(CAST(s.r AS STRING) || substring(a, i * step + 1, step) AS DECIMAL(38, 0)) div b AS STRING),
              step, '0')));

        flow_one_more(q STRING, more BOOLEAN) RETURNS STRING
        RETURN CASE WHEN NOT more THEN q
          WHEN q RLIKE '^9*$' THEN '1' || repeat('0', length(q))
          ELSE regexp_extract(q, '^(.*?)([0-8])(9*)$', 1) || CAST(CAST(regexp_extract(q, '^(.*?)([0-8])(9*)$', 2) AS INT) + 1 AS STRING)
            || repeat('0', length(regexp_extract(q, '^(.*?)([0-8])(9*)$', 3))) END;

        flow_rounded_quotient(d STRUCT<r: DECIMAL(38, 0), q: STRING>, b DECIMAL(38, 0)) RETURNS STRING
        RETURN flow_one_more(d.q, d.r >= b - d.r);

        flow_cut_quotient(q STRING, drop INT) RETURNS STRING
        RETURN flow_one_more(left(lpad(q, greatest(length(q), drop + 1), '0'), greatest(length(q), drop + 1) - drop),
          substring(lpad(q, greatest(length(q), drop + 1), '0'), greatest(length(q), drop + 1) - drop + 1, 1) >= '5');

        flow_padded(a STRING, step INT) RETURNS STRING
        RETURN lpad(a, CAST(ceil(length(a) / step) AS INT) * step, '0');

        flow_divide_padded(a STRING, b DECIMAL(38, 0), drop INT, step INT) RETURNS STRING
        RETURN CASE WHEN drop = 0 THEN flow_rounded_quotient(flow_long_division(flow_padded(a, step), b, step), b)
          ELSE flow_cut_quotient(flow_long_division(flow_padded(a, step), b, step).q, drop) END;

        flow_divide_digits(a STRING, b DECIMAL(38, 0), k INT) RETURNS STRING
        RETURN flow_divide_padded(a || repeat('0', greatest(k, 0)), nullif(b, 0), greatest(-k, 0),
          CASE WHEN b < 1000000000000000000000BD THEN 17 WHEN b < 10000000000000000000000000000BD THEN 10 ELSE 1 END);

        flow_quotient_wide(a DECIMAL(19, 0), b DECIMAL(19, 0)) RETURNS DOUBLE
        RETURN CAST(CASE WHEN (a < 0) = (b < 0) THEN '' ELSE '-' END
          || flow_divide_digits(flow_digits(a), flow_magnitude(b), 60) || 'e-60' AS DOUBLE);

        flow_quotient(a BIGINT, b BIGINT) RETURNS DOUBLE
        RETURN CASE WHEN a BETWEEN -9007199254740992 AND 9007199254740992 AND b BETWEEN -9007199254740992 AND 9007199254740992
          THEN CAST(a AS DOUBLE) / nullif(CAST(b AS DOUBLE), 0) ELSE flow_quotient_wide(a, b) END;

        flow_unscaled(x STRING) RETURNS DECIMAL(38, 0)
        RETURN CAST(replace(x, '.', '') AS DECIMAL(38, 0));

        flow_divide_unscaled(a DECIMAL(38, 0), b DECIMAL(38, 0), k INT) RETURNS STRING
        RETURN CASE WHEN (a < 0) = (b < 0) THEN '' ELSE '-' END || flow_divide_digits(flow_digits(a), flow_magnitude(b), k);

        flow_high(x DECIMAL(38, 0)) RETURNS DECIMAL(20, 0)
        RETURN CAST(x div 100000000000000000000BD AS DECIMAL(20, 0));

        flow_low(x DECIMAL(38, 0)) RETURNS DECIMAL(20, 0)
        RETURN CAST(x % 100000000000000000000BD AS DECIMAL(20, 0));

        flow_halves(h DECIMAL(38, 0), l DECIMAL(38, 0)) RETURNS STRUCT<h: DECIMAL(38, 0), l: DECIMAL(38, 0)>
        RETURN CASE
          WHEN h > 0 AND l < 0 THEN named_struct('h', CAST(h - 1 AS DECIMAL(38, 0)),
            'l', CAST(l + 100000000000000000000BD AS DECIMAL(38, 0)))
          WHEN h < 0 AND l > 0 THEN named_struct('h', CAST(h + 1 AS DECIMAL(38, 0)),
            'l', CAST(l - 100000000000000000000BD AS DECIMAL(38, 0)))
          ELSE named_struct('h', h, 'l', l) END;

        flow_carried(h DECIMAL(38, 0), l DECIMAL(38, 0)) RETURNS STRUCT<h: DECIMAL(38, 0), l: DECIMAL(38, 0)>
        RETURN flow_halves(CAST(h + CAST(l div 100000000000000000000BD AS DECIMAL(20, 0)) AS DECIMAL(38, 0)),
          CAST(l % 100000000000000000000BD AS DECIMAL(38, 0)));

        flow_total_of(t STRUCT<h: DECIMAL(38, 0), l: DECIMAL(38, 0)>) RETURNS STRING
        RETURN CASE WHEN t.h < 0 OR t.l < 0 THEN '-' ELSE '' END || flow_digits(t.h) || lpad(flow_digits(t.l), 20, '0');

        flow_total(h DECIMAL(38, 0), l DECIMAL(38, 0)) RETURNS STRING
        RETURN flow_total_of(flow_carried(h, l));

        flow_mean_of(total STRING, n BIGINT, k INT) RETURNS STRING
        RETURN CASE WHEN startswith(total, '-') THEN '-' ELSE '' END
          || flow_divide_digits(ltrim('-', total), CAST(n AS DECIMAL(38, 0)), k);

        flow_mean(h DECIMAL(38, 0), l DECIMAL(38, 0), n BIGINT, k INT) RETURNS STRING
        RETURN flow_mean_of(flow_total(h, l), n, k);
        """;
}
