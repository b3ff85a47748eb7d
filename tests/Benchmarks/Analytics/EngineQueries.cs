using System.Collections.Immutable;
using FlowLang.Benchmarks.Measuring;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Driver;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Testing;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Planning.Batch;
using FlowLang.Runtime;

namespace FlowLang.Benchmarks.Analytics;

/// <summary>
/// A query in a session of the embedded engine as executables open it: threads, memory, settings. Only the query is measured; the rows end
/// in a table, which is then written to a file to be compared.
/// </summary>
internal sealed class EngineQueries(Workspace workspace, EmittedFiles files, string folder)
{
    private const string Result = "result";

    public static EngineQueries Compile(string folder)
    {
        Compilation compilation = Compilation.Create(WorkspaceReader.Read(Queries.Folder));
        return compilation.Emit() is { } files
            ? new EngineQueries(compilation.Workspace, files, folder)
            : throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }

    /// <summary>A pipeline: its stages and its write.</summary>
    public async Task<Cost> FlowAsync(string pipeline, string? output)
    {
        await using BatchRun run = Run(pipeline);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        ImmutableArray<EmittedStep> steps = files.Pipelines.Single(p => p.Name == pipeline).Steps;
        foreach (ReadSource read in steps.Select(s => s.Operation).OfType<ReadSource>())
        {
            ImmutableArray<Column> columns = [.. read.Source.Row.Fields.Select(ColumnTypes.Of)];
            var connection = new FilesConnection("lake", folder, run.Settings);
            await duck.ReadAsync(
                new ParquetSource(connection, $"{read.Source.Name}.parquet", columns) { NeedsOrigin = read.NeedsOrigin }, read.Relation,
                default);
        }

        Func<Cost> cost = Cost.Begin();
        foreach (EmittedStep step in steps)
        {
            await RunAsync(duck, step);
        }

        Cost taken = cost();
        await SaveAsync(duck, output);
        return taken;
    }

    /// <summary>SQL by hand.</summary>
    public async Task<Cost> SqlAsync(ImmutableArray<string> statements, string? output)
    {
        await using BatchRun run = Run("sql");
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await AnalyticsData.OpenAsync(duck, folder);
        Func<Cost> cost = Cost.Begin();
        foreach (string statement in statements[..^1])
        {
            await duck.ExecuteAsync(statement, default);
        }

        await duck.ExecuteAsync($"CREATE TEMP TABLE {Result} AS {statements[^1]}", default);
        Cost taken = cost();
        await SaveAsync(duck, output);
        return taken;
    }

    /// <summary>How many rows of two files are in one only.</summary>
    public async Task<long> DifferencesAsync(string one, string other)
    {
        await using BatchRun run = Run("comparison");
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        var rows = await duck.RowsAsync(
            $"""
            SELECT (SELECT count(*) FROM (SELECT * FROM '{one}' EXCEPT ALL SELECT * FROM '{other}'))
                 + (SELECT count(*) FROM (SELECT * FROM '{other}' EXCEPT ALL SELECT * FROM '{one}'))
            """,
            "comparison", default);
        return (long)(rows[0][0] ?? -1L);
    }

    public async Task WriteDataAsync(double scale)
    {
        await using BatchRun run = Run("data");
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        await AnalyticsData.WriteAsync(duck, folder, scale);
    }

    private static async Task RunAsync(DuckDbSession duck, EmittedStep step)
    {
        switch (step)
        {
            case { Operation: StageRelation stage, Query: { } query }:
                BatchSink? rejects = stage.Rejects is null ? null : new TableSink("rejected");
                await duck.StageAsync(EngineStages.Of(stage.Relation, query) with { Rejects = rejects }, default);
                break;
            case { Operation: WriteRelation write, Query: { } query }:
                await duck.WriteAsync(
                    new WriteRequest(write.Relation)
                    {
                        Sql = query.Sql,
                        Columns = EngineStages.Columns(query),
                        Sites = EngineStages.Sites(query),
                        Filters = EngineStages.Filters(query),
                        Sink = new TableSink(Result),
                    },
                    default);
                break;
        }
    }

    private static async Task SaveAsync(DuckDbSession duck, string? output)
    {
        if (output is not null)
        {
            await duck.ExecuteAsync($"COPY {Result} TO '{output}' (FORMAT parquet)", default);
        }
    }

    private BatchRun Run(string name) => EngineRun.Create(name, workspace, ImmutableDictionary<string, string>.Empty.Add("folder", folder));
}
