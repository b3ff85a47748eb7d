namespace FlowLang.Conformance.Tests.Tables;

/// <summary>Aggregates over groups: empty ones, nulls only, limits of the types.</summary>
internal static class AggregateTables
{
    private const string Nines = "99999999999999999999999999999999999999";

    public static IEnumerable<GroupTable> All =>
    [
        new("count()", "x: int32") { { "", "0" }, { "null", "1" }, { "1; null; 2", "3" } },
        new("count(x)", "x: text") { { "", "0" }, { "null; null", "0" }, { "''; null", "1" } },
        new("count_if(x > 1)", "x: int32") { { "", "0" }, { "null", "0" }, { "1; 2; null; 3", "2" } },
        new("count_distinct(x)", "x: float64") { { "", "0" }, { "0; -0", "1" }, { "NaN; NaN; null", "1" }, { "1; 2; 1", "2" } },
        new("count_distinct(x)", "x: text") { { "'a'; 'A'; 'a'", "2" }, { "'é'; 'e\u0301'", "2" } },
        new("approx_count_distinct(x)", "x: int64") { { "", "0" }, { "1; 1; 2; null", "2" } },
        new("sum(x)", "x: int64")
        {
            { "", "null" }, { "null; null", "null" }, { "9223372036854775807; 1", "fails" },
            { "9223372036854775807; 9223372036854775807; -9223372036854775807", "9223372036854775807" },
            { "-9223372036854775808; -1", "fails" }, { "1; null; 2", "3" },
        },
        new("sum(x)", "x: int16") { { "32767; 32767", "65534" }, { "null", "null" } },
        new("sum(x)", "x: decimal(5, 2)")
        {
            { "", "null" }, { "999.99; 999.99", "1999.98" }, { "null", "null" }, { "-0.01; null", "-0.01" },
        },
        new("sum(x)", "x: decimal(18, 0)") { { "999999999999999999; 999999999999999999", "1999999999999999998" } },
        new("sum(x)", "x: decimal(38, 0)")
        {
            { "99999999999999999999999999999999999999; 1", "fails" },
            { $"{Nines}; {Nines}; -{Nines}", Nines },
            { "-99999999999999999999999999999999999999; -1", "fails" }, { "null", "null" }, { "", "null" }, { "5; null", "5" },
        },
        new("sum(x)", "x: decimal(38, 38)") { { "0.5; 0.5", "fails" }, { "0.4; 0.5; -0.4", "0.50000000000000000000000000000000000000" } },
        new("sum(x)", "x: float64")
        {
            { "", "null" }, { "0.1; 0.2; 0.3", "~~0.6" }, { "Infinity; 1", "Infinity" }, { "Infinity; -Infinity", "NaN" },
            { "NaN; 1", "NaN" }, { "1e308; 1e308", "Infinity" },
            { "1e16; 1; 1; 1; 1; 1; 1; 1; 1; 1; 1", "~~10000000000000010" }, { "null", "null" },
        },
        new("sum(x)", "x: float32") { { "16777216; 1", "16777217" } },
        new("sum_if(x, x > 1)", "x: int64")
        {
            { "", "null" }, { "1", "null" }, { "1; 2; 3; null", "5" }, { "9223372036854775807; 9223372036854775807", "fails" },
        },
        new("sum_if(x, c)", "x: decimal(4, 2), c: bool") { { "1.00|true; 2.00|null; 4.00|false", "1.00" }, { "null|true", "null" } },
        new("avg(x)", "x: int64")
        {
            { "", "null" }, { "1; 2", "1.5" }, { "9223372036854775807; 9223372036854775807", "~~9223372036854775807" },
            { "null", "null" },
        },
        new("avg(x)", "x: decimal(5, 2)")
        {
            { "", "null" }, { "1.00; 1.00; 2.00", "1.333333" }, { "2.00; 2.00; 1.00", "1.666667" },
            { "-2.00; -2.00; -1.00", "-1.666667" }, { "null", "null" }, { "0.01; 0.00", "0.005000" },
        },
        new("avg(x)", "x: decimal(18, 10)") { { "0.0000000001; 0.0000000000; 0.0000000000", "0.000000000033" } },
        new("avg(x)", "x: decimal(38, 0)")
        {
            { "99999999999999999999999999999999; 99999999999999999999999999999999", "99999999999999999999999999999999.000000" },
            { "99999999999999999999999999999999999999", "fails" },
        },
        new("avg(x)", "x: float64")
        {
            { "", "null" }, { "1; 2", "1.5" }, { "Infinity; 1", "Infinity" }, { "NaN; 1", "NaN" }, { "0.1; 0.2; 0.3", "~~0.2" },
        },
        new("avg_if(x, x > 1)", "x: int32") { { "", "null" }, { "1", "null" }, { "1; 2; 3", "2.5" } },
        new("min(x)", "x: float64") { { "", "null" }, { "NaN; 1", "1" }, { "NaN; NaN", "NaN" }, { "null; -Infinity", "-Infinity" } },
        new("max(x)", "x: float64") { { "NaN; Infinity", "NaN" }, { "null", "null" }, { "-Infinity; -1e308", "-1e308" } },
        new("min(x)", "x: text") { { "'b'; 'B'; null", "'B'" }, { "''; 'a'", "''" } },
        new("max(x)", "x: text") { { "'\uFFFD'; '😀'", "'😀'" }, { "'z'; 'é'", "'é'" } },
        new("max(x)", "x: instant") { { "0001-01-01T00:00:00Z; 9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z" } },
        new("min(x)", "x: bool") { { "true; false", "false" }, { "true; null", "true" } },
        new("max(x)", "x: decimal(38, 2)") { { "-0.01; -0.02", "-0.01" } },
        new("min_if(x, c)", "x: int32, c: bool") { { "1|false; 2|true; 3|null", "2" }, { "1|false", "null" }, { "", "null" } },
        new("max_if(x, c)", "x: int32, c: bool") { { "9|false; 2|true; 3|null", "2" } },
        new("any(x)", "x: int32") { { "", "null" }, { "null; 7; null", "7" } },
        new("stddev(x)", "x: float64")
        {
            { "", "null" }, { "1", "null" }, { "1; 2; 3", "~~1" }, { "5; 5; 5", "0" }, { "NaN; 1", "NaN" }, { "Infinity; 1", "NaN" },
            { "1e200; 1", "fails" }, { "null; 1", "null" }, { "Infinity", "null" },
        },
        new("variance(x)", "x: int32") { { "1; 2; 3; 4", "~~1.6666666666666667" }, { "7", "null" }, { "null", "null" } },
        new("variance(x)", "x: float64") { { "1e150; -1e150", "~~2e300" }, { "1e-200; 0", "0" } },
        new("median(x)", "x: float64")
        {
            { "", "null" }, { "3; 1; 2", "2" }, { "4; 1; 2; 3", "2.5" }, { "NaN; 1; 2", "2" }, { "NaN; 1", "NaN" },
            { "Infinity; Infinity", "Infinity" }, { "null; 5", "5" },
        },
        new("median(x)", "x: decimal(5, 2)") { { "0.01; 0.02", "0.015" } },
        new("percentile(x, 0.95)", "x: int32") { { "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11", "10.5" }, { "7", "7" } },
        new("percentile(x, 0)", "x: int32") { { "3; 1; 2", "1" } },
        new("percentile_disc(x, 0.5)", "x: int32") { { "", "null" }, { "1; 2; 3; 4", "2" }, { "1; 2; 3", "2" }, { "null; 9", "9" } },
        new("percentile_disc(x, 0.51)", "x: int32") { { "1; 2; 3; 4", "3" } },
        new("percentile_disc(x, 1)", "x: text") { { "'a'; 'c'; 'b'", "'c'" } },
        new("percentile_disc(x, 0.1)", "x: int32") { { "1; 2; 3; 4; 5; 6; 7; 8; 9; 10", "1" } },
        new("array_agg(x sort k)", "x: int32, k: int32")
        {
            { "", "null" }, { "1|2; 2|1; null|0; 3|null", "[2, 1, 3]" }, { "null|1", "null" },
        },
        new("array_agg(x sort k desc)", "x: int32, k: int32") { { "1|2; 2|1; 3|null", "[1, 2, 3]" } },
        new("string_agg(x, \", \" sort x)", "x: text") { { "", "null" }, { "'b'; 'a'; null; ''", "', a, b'" }, { "null", "null" } },
        new("first(x sort k)", "x: int32, k: int32")
        {
            { "", "null" }, { "1|2; null|0; 2|1", "2" }, { "null|1", "null" }, { "5|null; 6|9", "6" },
        },
        new("last(x sort k)", "x: int32, k: int32") { { "1|2; null|9; 2|1", "1" }, { "5|null; 6|9", "5" }, { "null|1", "null" } },
        // Of a tie the row's other columns decide, in their order: its id first.
        new("first(x sort k)", "x: text, k: int32") { { "'b'|1; 'a'|1", "'b'" } },
    ];
}
