using System.Text.RegularExpressions;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Doctor;

/// <summary><c>doctor</c> of a built executable: what it prints and its exit code with everything there and with each thing gone.</summary>
public sealed class DoctorTests(DoctorProgram program) : IClassFixture<DoctorProgram>
{
    private const string Known = "create schema raw; create table raw.known (id bigint primary key, name text not null);";

    [SkippableFact]
    public async Task Everything_that_is_there_is_told()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(Known);
        using TemporaryFolder data = Data();
        CommandResult result = await program.ExamineAsync(data, database.Url);
        Assert.True(result.ExitCode == 0, result.ToString());
        string[] lines = result.Output.TrimEnd().Split('\n');
        string[] wanted =
        [
            "ok    secret database: found in the environment variable TAXI_POSTGRES",
            $"ok    ledger: {data["ledger.db"]} can be written",
            "ok    embedded engine: DuckDB [0-9.]+, time zone data 20[0-9]{2}[a-z] or later.*, 512 MB of memory, [0-9]+ threads, .*",
            $"ok    connection lake: folder {data["lake"]} can be read",
            $"ok    connection out: folder {data["out"]} is created by the first run",
            $"ok    connection pg: PostgreSQL [0-9]+\\..* at {database.Host}:{database.Port}, database {database.Name}, "
                + "time zone data 20[0-9]{2}[a-z] or later.*, the first run creates the ledger flow.runs",
            "ok    load: sink pg.table\\(\"raw.rows\"\\): creates table raw.rows, upserts into",
            "ok    load: sink out.csv\\(\"known/{day}.csv\"\\): creates known/2024-01-01.csv",
            "ok    load: source lake.csv\\(\"rows-{day}.csv\"\\): has the columns that the program was compiled for",
            "ok    load: source pg.table\\(\"raw.known\"\\): has the columns that the program was compiled for",
            "ok    load: the engine takes its queries",
            "ok    sums: sink pg.table\\(\"raw.sums\"\\): creates table raw.sums, replaces",
            "ok    sums: source pg.query\\(.*\\): has the columns that the program was compiled for",
            "ok    sums: the engine takes its queries",
            "everything that a run needs is there",
        ];
        Assert.Equal(wanted.Length, lines.Length);
        Assert.All(wanted.Zip(lines), pair => Assert.Matches(new Regex($"^{pair.First}$"), pair.Second));
        Assert.False(Directory.Exists(data["out"]));
        Assert.False(await database.HasTableAsync("flow.runs"));
    }

    [Fact]
    public async Task A_missing_secret_and_a_missing_folder_are_both_told()
    {
        using TemporaryFolder data = new();
        CommandResult result = await program.ExamineAsync(data, url: null);
        Told(result, 2, ("secret database", "RT1001"), ("connection lake", "RT2014"));
        Assert.Contains("set the environment variable TAXI_POSTGRES", result.Errors, StringComparison.Ordinal);
        Assert.Contains("ok    connection out", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_is_told_once_and_what_needs_it_is_named()
    {
        using TemporaryFolder data = Data();
        CommandResult result = await program.ExamineAsync(data, "postgres://flow:s3cret@127.0.0.1:1/taxi");
        Told(result, 1, ("connection pg", "RT6001"));
        Assert.Single(Regex.Matches(result.Errors, "RT6001"));
        Assert.Contains("FAIL  load: sink pg.table(\"raw.rows\"): RT6001, as above", result.Output, StringComparison.Ordinal);
        Assert.Contains("ok    load: source lake.csv", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Every_schema_that_differs_is_told_column_by_column()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync(
            Known.Replace("bigint", "text", StringComparison.Ordinal) + "create table raw.rows (id bigint primary key, name integer)");
        using TemporaryFolder data = Data();
        data.Write("lake/rows-2024-01-01.csv", "id,nme\n1,a\n");
        CommandResult result = await program.ExamineAsync(data, database.Url);
        Told(
            result, 3, ("load: sink pg.table(\"raw.rows\")", "RT6011"), ("load: source lake.csv(\"rows-{day}.csv\")", "RT3001"),
            ("load: source pg.table(\"raw.known\")", "RT6011"));
        Assert.Contains("`name`: the program writes text; the table has integer", result.Errors, StringComparison.Ordinal);
        Assert.Contains("`id`: the program reads bigint; there is text", result.Errors, StringComparison.Ordinal);
        Assert.Contains("ok    sums: the engine takes its queries", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 of the things that a run needs are missing", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_source_that_is_gone_does_not_hide_those_behind_it()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using TemporaryFolder data = Data();
        CommandResult result = await program.ExamineAsync(data, database.Url);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("FAIL  load: source pg.table(\"raw.known\")", result.Output, StringComparison.Ordinal);
        Assert.Contains("FAIL  sums: source pg.query(", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("aborted", result.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Rights_that_are_missing_are_told_with_what_grants_them()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string user = $"poor_{Guid.NewGuid():n}";
        await database.ExecuteAsync(
            $"{Known} create role {user} login password 'x'; revoke create on database {database.Name} from public");
        try
        {
            using TemporaryFolder data = Data();
            CommandResult result = await program.ExamineAsync(data, database.UrlFor(user, "x"));
            Told(result, 1, ("connection pg", "RT6004"));
            Assert.Contains($"CREATE SCHEMA flow AUTHORIZATION {user}", result.Errors, StringComparison.Ordinal);
        }
        finally
        {
            await database.ExecuteAsync($"drop role {user}");
        }
    }

    [Fact]
    public async Task A_folder_for_temporary_files_that_is_none_is_told()
    {
        using TemporaryFolder data = Data();
        string file = data.Write("no-folder", "");
        CommandResult result = await program.ExamineAsync(data, "postgres://127.0.0.1:1/taxi", ("TMPDIR", file));
        Told(result, 1, ("embedded engine", "RT5005"));
    }

    private static TemporaryFolder Data()
    {
        TemporaryFolder data = new();
        data.Write("lake/rows-2024-01-01.csv", "id,name\n1,a\n");
        return data;
    }

    private static void Told(CommandResult result, int exitCode, params (string What, string Code)[] missing)
    {
        Assert.True(result.ExitCode == exitCode, result.ToString());
        foreach ((string what, string code) in missing)
        {
            Assert.True(result.Output.Contains($"FAIL  {what}\n", StringComparison.Ordinal), $"{what}\n{result}");
            Assert.True(result.Errors.Contains($"error {code}: ", StringComparison.Ordinal), $"{code}\n{result}");
        }
    }
}
