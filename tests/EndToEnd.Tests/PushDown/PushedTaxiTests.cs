using FlowLang.EndToEnd.Tests.Build;
using FlowLang.EndToEnd.Tests.RealInput;

namespace FlowLang.EndToEnd.Tests.PushDown;

/// <summary>One query by two engines over real trips: the same rows, rejects, counts and report.</summary>
public sealed class PushedTaxiTests
{
    private static readonly string[] s_tables = ["trips", "by_hour", "latest"];

    [SkippableFact]
    public async Task The_database_makes_the_tables_that_the_embedded_engine_makes()
    {
        string data = TaxiData.Folder();
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        using TemporaryFolder folder = new();
        RepositoryRoot.Copy(RepositoryRoot.File("tests", "EndToEnd.Tests", "Workspaces", "taxi-real"), folder["taxi-real"]);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder["taxi-real"], folder.Path);
        program.Variables["TAXI_POSTGRES"] = database.Url;

        await RunAsync(program, data, "load_csv", "places");
        string near = await RunAsync(program, data, "near");
        string far = await RunAsync(program, data, "far");

        foreach (string table in s_tables)
        {
            Assert.True(await database.CountAsync($"far.{table}") > 100, table);
            Assert.Equal(
                await database.FingerprintAsync($"select * from near.{table}"),
                await database.FingerprintAsync($"select * from far.{table}"));
        }

        const string rejects = "select step, reason, source_file, source_row, input from";
        Assert.True(await database.CountAsync("far.rejects") > 0);
        Assert.Equal(0L, await database.ScalarAsync(
            $"select count(*) from (({rejects} near.rejects except all {rejects} far.rejects) union all "
            + $"({rejects} far.rejects except all {rejects} near.rejects)) d"));
        Assert.Equal(Counts(near), Counts(far));
        Assert.Equal(0L, await database.ScalarAsync(
            """
            select count(*) from flow.runs n join flow.runs f on n.pipeline = 'near' and f.pipeline = 'far'
            where (n.rows_read, n.rows_written, n.rows_rejected, n.rows_filtered) <> (f.rows_read, f.rows_written, f.rows_rejected, f.rows_filtered)
            """));
    }

    // The report's lines of steps and writes, without what differs by name and speed.
    private static string[] Counts(string report) =>
    [
        .. report.Split('\n').Where(l => l.StartsWith("    ", StringComparison.Ordinal) || l.Contains(" → ", StringComparison.Ordinal))
            .Select(l => l.Replace("near.", "far.", StringComparison.Ordinal)).Select(l => l.Contains(" (", StringComparison.Ordinal)
                && l.Contains("rows/s)", StringComparison.Ordinal) ? l[..l.LastIndexOf(" (", StringComparison.Ordinal)] : l),
    ];

    private static async Task<string> RunAsync(BuiltProgram program, string data, params string[] pipelines)
    {
        CommandResult run = await program.RunAsync([.. pipelines, "--param", $"data={data}"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }
}
