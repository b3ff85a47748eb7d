namespace FlowLang.Conformance.Tests.Tables;

/// <summary>Functions over a partition in order; nulls sort last both ways.</summary>
internal static class AnalyticTables
{
    private const string Columns = "g: int32, k: int32, x: int64";

    public static IEnumerable<Table> All =>
    [
        new("row_number() over (by g sort k)", Columns)
        {
            { "1", "10", "5", "1" }, { "1", "null", "6", "3" }, { "1", "20", "7", "2" }, { "2", "1", "8", "1" },
        },
        new("row_number() over (by g sort k desc)", Columns)
        {
            { "1", "10", "5", "2" }, { "1", "null", "6", "3" }, { "1", "20", "7", "1" },
        },
        new("rank() over (sort k)", Columns) { { "1", "10", "5", "1" }, { "1", "10", "6", "1" }, { "1", "20", "7", "3" } },
        new("dense_rank() over (sort k)", Columns) { { "1", "10", "5", "1" }, { "1", "10", "6", "1" }, { "1", "20", "7", "2" } },
        new("ntile(2) over (sort k)", Columns) { { "1", "1", "5", "1" }, { "1", "2", "6", "1" }, { "1", "3", "7", "2" } },
        new("lag(x) over (by g sort k)", Columns) { { "1", "1", "5", "null" }, { "1", "2", "6", "5" }, { "2", "1", "7", "null" } },
        new("lag(x, 2, 0) over (sort k)", Columns) { { "1", "1", "5", "0" }, { "1", "2", "6", "0" }, { "1", "3", "7", "5" } },
        new("lead(x) over (sort k)", Columns) { { "1", "1", "5", "6" }, { "1", "2", "6", "null" } },
        new("first_value(x) over (sort k rows 1 preceding)", Columns)
        {
            { "1", "1", "5", "5" }, { "1", "2", "6", "5" }, { "1", "3", "7", "6" },
        },
        new("sum(x) over (sort k rows 1 preceding)", Columns)
        {
            { "1", "1", "5", "5" }, { "1", "2", "6", "11" }, { "1", "3", "9223372036854775807", "fails" },
        },
        new("avg(x) over (by g)", "g: int32, x: decimal(5, 2)")
        {
            { "1", "1.00", "1.333333" }, { "1", "1.00", "1.333333" }, { "1", "2.00", "1.333333" }, { "2", "null", "null" },
        },
    ];
}
