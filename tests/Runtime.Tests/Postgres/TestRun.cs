using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>A run of one pipeline, as generated code makes it.</summary>
internal sealed class TestRun : IAsyncDisposable
{
    private TestRun(BatchRun run, DuckDbSession duck)
    {
        Run = run;
        Duck = duck;
    }

    public BatchRun Run { get; }

    public DuckDbSession Duck { get; }

    public static async Task<TestRun> OpenAsync(string program, RunInterval? interval = null, bool dryRun = false)
    {
        var run = new BatchRun
        {
            Id = BatchRun.NewId(TimeProvider.System),
            Pipeline = new PipelineDefinition("load", "main.flow", 7),
            ProgramName = program,
            SourceHash = "0123",
            Settings =
                new ProgramSettings { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = Path.GetTempPath() },
            StartedAt = TimeProvider.System.GetUtcNow(),
            Interval = interval,
            DryRun = dryRun,
        };
        return new TestRun(run, await DuckDbSession.OpenAsync(run, CancellationToken.None));
    }

    public static RunInterval Day(int day) => RunInterval.Of(IntervalUnit.Day, new DateTimeOffset(2024, 1, day, 0, 0, 0, TimeSpan.Zero));

    /// <summary>One run that writes one query and commits.</summary>
    public static async Task<WriteReport> LoadAsync(
        PostgresConnection pg, string table, TableOptions options, ImmutableArray<Column> columns, string sql, string program,
        RunInterval? interval = null)
    {
        await using TestRun run = await OpenAsync(program, interval);
        await run.WriteAsync(pg.Table(table, options), columns, sql);
        await run.Run.CommitAsync(CancellationToken.None);
        return run.Run.Report.Writes[0];
    }

    public Task WriteAsync(
        BatchSink sink, ImmutableArray<Column> columns, string sql, ImmutableArray<FailureSite> sites = default, BatchSink? rejects = null,
        CancellationToken cancel = default) =>
        Duck.WriteAsync(
            new WriteRequest("trips")
            {
                Sql = sql,
                Columns = columns,
                Sink = sink,
                Sites = sites.IsDefault ? [] : sites,
                Rejects = rejects,
            }, cancel);

    public async ValueTask DisposeAsync()
    {
        await Duck.DisposeAsync();
        await Run.DisposeAsync();
    }
}
