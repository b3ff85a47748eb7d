using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Connectors.Postgres;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>A load as a process of its own, for tests that kill it. It says on standard output how far it is.</summary>
internal static class PostgresChild
{
    public const string Verb = "postgres-load";

    public static ImmutableArray<Column> Columns(WriteMode mode) =>
    [
        new("id", ColumnType.Int64, IsKey: mode is WriteMode.Upsert or WriteMode.Scd2), new("day", ColumnType.Date),
        new("name", ColumnType.Text),
    ];

    public static string Sql(int rows) => $"SELECT i AS id, DATE '2024-01-01' AS day, 'new' AS name FROM range(1, {rows + 1}) t(i)";

    public static async Task<int> RunAsync(string url, string table, WriteMode mode, int rows, bool waitBeforeCommit)
    {
        await using TestRun run = await TestRun.OpenAsync("crash", TestRun.Day(1));
        var pg = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", url) });
        await Say("loading");
        await run.WriteAsync(pg.Table(table, Options(mode)), Columns(mode), Sql(rows));
        await Say("loaded");
        await Task.Delay(waitBeforeCommit ? Timeout.Infinite : 0);
        await run.Run.CommitAsync(CancellationToken.None);
        await Say("committed");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    public static TableOptions Options(WriteMode mode) =>
        new()
        {
            Mode = mode,
            PartitionColumns = mode == WriteMode.ReplacePartition ? ["day"] : [],
            History = mode == WriteMode.Scd2 ? new HistoryOptions { Tracked = ["day", "name"] } : null,
        };

    public static Process Start(string url, string table, WriteMode mode, int rows, bool waitBeforeCommit)
    {
        string[] arguments =
        [
            "exec", typeof(PostgresChild).Assembly.Location, Verb, url, table, mode.ToString(), rows.ToString(CultureInfo.InvariantCulture),
            waitBeforeCommit.ToString(),
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("the child did not start");
    }

    public static async Task WaitForAsync(Process child, string word)
    {
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == word)
            {
                return;
            }
        }

        Assert.Fail($"the child ended before it was {word}: {await child.StandardError.ReadToEndAsync()}");
    }

    private static async Task Say(string word)
    {
        await Console.Out.WriteLineAsync(word);
        await Console.Out.FlushAsync();
    }
}
