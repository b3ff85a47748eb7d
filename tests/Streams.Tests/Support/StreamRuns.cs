using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>Lives of a pipeline in tests.</summary>
internal static class StreamRuns
{
    public static StreamRun Run(
        TimeProvider? time = null, bool isBounded = true, bool closesAtEnd = true, long memory = 512L << 20,
        RunLog? log = null) => new()
        {
            Id = "run",
            Pipeline = new PipelineDefinition("counts", "main.flow", 1),
            ProgramName = "test",
            SourceHash = "0",
            Settings = new ProgramSettings
            {
                Parameters = ImmutableSortedDictionary<string, string>.Empty,
                DataDirectory = "/",
                Time = time ?? TimeProvider.System,
                EngineMemory = memory,
            },
            IsBounded = isBounded,
            ClosesAtEnd = closesAtEnd,
            Log = log ?? RunLog.Silent,
        };

    /// <summary>The same as the host gives it to a pipeline.</summary>
    public static BatchRun Batch(bool isBounded = true) => new()
    {
        Id = "run",
        Pipeline = new PipelineDefinition("live", "main.flow", 1),
        ProgramName = "test",
        SourceHash = "0",
        Settings = Run().Settings,
        StartedAt = default,
        IsBounded = isBounded,
    };

    /// <summary>Runs to the end of the input.</summary>
    public static async Task<RunReport> ToEndAsync(StreamTopology topology, StreamRun? run = null)
    {
        await using StreamEngine engine = new(topology, run ?? Run());
        await engine.RunAsync(CancellationToken.None);
        RunReport report = new();
        engine.Report(report, TimeSpan.Zero);
        return report;
    }
}
