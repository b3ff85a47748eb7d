using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Escapes;

/// <summary>`sql pg`: what the database says of it, to flowc and to a run, and what becomes of its rows.</summary>
public sealed class DatabaseSqlTests
{
    private const string Program = """
        secret url = env("FLOW_TEST_URL")
        connection pg: postgres { url: url }
        source trips: { id: int64 @key, zone: text, raw: text } from pg.table("raw.trips")
        transform good = from trips | derive n = cast(raw as int32) else reject "no number"
        transform total =
          from sql pg (t: { zone: text, n: int32 } = good) -> { zone: text?, n: int64, share: decimal(5, 2)? } "SQL"
          | where n > 1
        pipeline p on pg { write total to pg.table("out.total") { mode: replace, rejects: pg.table("out.rejects") } }

        """;

    private const string Right = "select t.zone, sum(t.n)::bigint as n, (100 * sum(t.n) / max(w.weight))::numeric(5, 2) as share "
        + "from t join raw.weights w using (zone) group by rollup (t.zone)";

    [SkippableFact]
    public async Task It_runs_in_the_database_over_its_inputs_and_tables()
    {
        await using PostgresDatabase database = await DatabaseAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Text(Right));
        program.Variables["FLOW_TEST_URL"] = database.Url;
        CommandResult run = await program.RunAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        string[] expected = ["c|2", "a|7|70.00", "|10|100.00"];
        Assert.Equal(expected, await database.RowsAsync("coalesce(zone, ''), n, share", "FROM out.total ORDER BY n"));
        Assert.Equal(1L, await database.CountAsync("out.rejects"));
        Assert.Contains("rejected 1 (no number)", run.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("`n` is numeric; declared is bigint", "select zone, sum(n)::numeric as n, 1::numeric(5,2) as share from t group by 1")]
    [InlineData("`share` is numeric; declared is numeric(5,2)", "select zone, 1::bigint as n, 1.5 as share from t")]
    [InlineData("`share` is missing", "select zone, 1::bigint as n from t")]
    [InlineData("relation \"trips\" does not exist", "select zone, 1::bigint as n, 1::numeric(5,2) as share from trips")]
    public async Task Where_flowc_reaches_the_database_it_says_so(string told, string sql)
    {
        await using PostgresDatabase database = await DatabaseAsync();
        using TemporaryFolder folder = new();
        folder.Write("ws/main.flow", Text(sql).Replace("env(\"FLOW_TEST_URL\")", "file(\"url\")", StringComparison.Ordinal));
        folder.Write("url", database.Url);
        CommandResult check = await Command.FlowcAsync(folder.Path, "check", "ws");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains(told, check.Output + check.Errors, StringComparison.Ordinal);
        Assert.Contains(told.StartsWith('`') ? "FL5041" : "FL5042", check.Output + check.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_run_asks_again_and_stops_before_anything_is_computed()
    {
        await using PostgresDatabase database = await DatabaseAsync();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Text(Right));
        program.Variables["FLOW_TEST_URL"] = database.Url;
        await database.ExecuteAsync("ALTER TABLE raw.weights RENAME weight TO kilos");
        CommandResult run = await program.RunAsync();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("RT6040", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.Contains("w.weight", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.Contains("main.flow:6", run.Errors + run.Output, StringComparison.Ordinal);
        Assert.False(await database.HasTableAsync("out.total"));
    }

    private static string Text(string sql) => Program.Replace("SQL", sql, StringComparison.Ordinal);

    private static async Task<PostgresDatabase> DatabaseAsync()
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("""
            CREATE SCHEMA raw; CREATE TABLE raw.trips (id bigint PRIMARY KEY, zone text NOT NULL, raw text NOT NULL);
            INSERT INTO raw.trips VALUES (1, 'a', '2'), (2, 'a', 'x'), (3, 'a', '5'), (4, 'b', '1'), (5, 'c', '2');
            CREATE TABLE raw.weights (zone text, weight integer); INSERT INTO raw.weights VALUES ('a', 10), ('b', 10), ('c', null);
            """);
        return database;
    }
}
