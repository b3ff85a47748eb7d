using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Escapes;

/// <summary>`sql …`: what the engine says of it before rows move, and what becomes of its rows.</summary>
public sealed class SqlTests : IDisposable
{
    private const string Program = """
        type Trip = { id: int64 @key, zone: int32, raw: text }
        connection pg: postgres { host: "localhost", database: "d" }
        connection lake: files { root: "." }
        source trips: Trip from lake.csv("trips.csv")
        transform good = from trips | derive n = cast(raw as int32) else reject "no number"
        transform total =
          from sql duckdb (trips = good) -> { zone: int32, n: int64?, note: text } "SQL"
          | where zone < 9
        pipeline p { write total order by zone to lake.csv("out.csv") { rejects: lake.csv("rejects.csv") } }
        test "it sums" for total {
          given trips [ { id: 1, zone: 1, raw: "2" }, { id: 2, zone: 1, raw: "x" }, { id: 3, zone: 9, raw: "4" } ]
          expect [ { zone: 1, n: 2, note: "a" } ]
        }

        """;

    private const string Right = "select zone, sum(n)::bigint as n, 'a' as note from trips group by zone;";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_go_through_it_and_rejected_ones_have_left_before()
    {
        _folder.Write("trips.csv", "id,zone,raw\n1,1,2\n2,1,x\n3,9,4\n4,2,5\n5,1,6\n");
        BuiltProgram program = await BuiltProgram.FromTextAsync(_folder, Text(Right));
        CommandResult run = await program.RunAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("zone,n,note\n1,8,a\n2,5,a\n", await File.ReadAllTextAsync(_folder["out.csv"]));
        Assert.Contains("no number", await File.ReadAllTextAsync(_folder["rejects.csv"]), StringComparison.Ordinal);
        Assert.Contains("rejected 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_where_none_is_declared_fails_the_run_and_names_the_column()
    {
        _folder.Write("trips.csv", "id,zone,raw\n1,1,2\n");
        BuiltProgram program = await BuiltProgram.FromTextAsync(
            _folder, Text("select zone, 1::bigint as n, case when zone > 5 then 'x' end as note from trips"));
        CommandResult run = await program.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("RT4001", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.Contains("`note` is null", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.csv"]));
    }

    [Fact]
    public async Task Tests_run_it_too()
    {
        _folder.Write("ws/main.flow", Text(Right));
        CommandResult result = await Command.FlowcAsync(_folder.Path, "test", "ws");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("1 passed", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FL5041", "`n` is HUGEINT; declared is BIGINT", "select zone, sum(n) as n, 'a' as note from trips group by zone")]
    [InlineData("FL5041", "`note` is missing", "select zone, 1::bigint as n from trips")]
    [InlineData("FL5041", "`more` (INTEGER) is not declared", "select zone, 1::bigint as n, 'a' as note, 1 as more from trips")]
    [InlineData("FL5042", "Table with name zones does not exist", "select * from zones")]
    [InlineData("FL5042", "needs a SELECT", "delete from trips")]
    public async Task A_mistake_in_it_is_found_by_the_engine_before_anything_is_built(string code, string message, string sql)
    {
        _folder.Write("ws/main.flow", Text(sql));
        CommandResult result = await Command.FlowcAsync(_folder.Path, "check", "ws");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"error {code}", result.Output, StringComparison.Ordinal);
        Assert.Contains(message, result.Output, StringComparison.Ordinal);
        Assert.Contains("--> main.flow:7:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sql_of_another_engine_is_refused_where_the_pipeline_does_not_run_on_it()
    {
        _folder.Write("ws/main.flow", Text(Right).Replace("sql duckdb", "sql pg", StringComparison.Ordinal));
        CommandResult check = await Command.FlowcAsync(_folder.Path, "check", "ws");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains(
            "error FL5040: this is SQL for `pg`, and what reads it runs on the embedded engine", check.Output, StringComparison.Ordinal);
    }

    private static string Text(string sql) => Program.Replace("\"SQL\"", $"\"{sql}\"", StringComparison.Ordinal);
}
