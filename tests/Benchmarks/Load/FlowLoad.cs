using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

namespace FlowLang.Benchmarks.Load;

/// <summary>The load as a generated program does it: CSV source, total casts with their failure site, PostgreSQL sink, commit.</summary>
internal sealed class FlowLoad(string folder, string postgres)
{
    private int _runs;

    public async Task RunAsync(string table, WriteMode mode)
    {
        var settings = new ProgramSettings { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = folder };
        await using var run = new BatchRun
        {
            Id = $"bench-{Environment.ProcessId}-{++_runs}",
            Pipeline = new PipelineDefinition("load", "load.flow", 1),
            ProgramName = "bench",
            SourceHash = "bench",
            Settings = settings,
            StartedAt = TimeProvider.System.GetUtcNow(),
        };
        var pg = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", postgres) });
        var files = new FilesConnection("lake", folder, settings);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
        await duck.ReadAsync(files.Csv("trips.csv", LoadData.Columns), "trips", CancellationToken.None);
        await duck.WriteAsync(
            new WriteRequest("trips")
            {
                Sql = TypedSql.Text,
                Columns = LoadData.Columns,
                Sites = TypedSql.Sites,
                Sink = pg.Table(table, new TableOptions { Mode = mode }),
            },
            CancellationToken.None);
        await run.CommitAsync(CancellationToken.None);
    }
}
