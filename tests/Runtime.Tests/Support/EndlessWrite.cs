using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests;

/// <summary>A write to a folder that never comes to its end, to be killed.</summary>
internal static class EndlessWrite
{
    public static async Task<int> RunAsync(string folder)
    {
        var settings = new ProgramSettings { Parameters = ImmutableSortedDictionary<string, string>.Empty, DataDirectory = folder };
        await using var run = new BatchRun
        {
            Id = "endless",
            Pipeline = new PipelineDefinition("p", "main.flow", 1),
            ProgramName = "test",
            SourceHash = "0",
            Settings = settings,
            StartedAt = TimeProvider.System.GetUtcNow(),
        };
        using RunLedger ledger = RunLedger.Open(Path.Combine(folder, "ledger.db"));
        ledger.Start(run);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, default);
        var sink = new FileSink(new FilesConnection("lake", "", settings), "out.csv", FileFormat.Csv, new FileSinkOptions());
        await duck.WriteAsync(
            new WriteRequest("t")
            {
                Sql = "SELECT range AS n FROM range(1000000000000)",
                Columns = [new("n", ColumnType.Int64)],
                Sink = sink
            }, default);
        return 0;
    }
}
