using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Emit;
using FlowLang.Planning;
using FlowLang.Planning.Optimization;
using FlowLang.Runtime;
using FlowLang.Semantics.Binding;
using FlowLang.Streams;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Benchmarks.Streams;

/// <summary>
/// Generated pipelines on one lane, from records in memory to rounds that nobody keeps: decode JSON, one-minute tumbling window by key;
/// then a group for each record, without a window, in a day and as a session, in memory and with little of it.
/// </summary>
internal static class StreamBenchmark
{
    private const string Program = """
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { host: "nowhere", database: "x" }
        type Ride = { ride_id: int64, zone_id: int32, fare: decimal(10, 2), distance: float64, pickup: instant }
        stream rides: append<Ride> from bus.topic("rides") { format: json, event_time: pickup, watermark: lag(5s) }
        transform zone_load =
          from rides
          | window tumble(1m, on: pickup)
          | aggregate rides = count(), revenue = sum(fare) by zone_id, window_start
        transform by_ride = from rides | aggregate rides = count(), revenue = sum(fare) by ride_id ttl 30d emit changes
        transform of_day =
          from rides | window tumble(1d, on: pickup) | aggregate rides = count(), revenue = sum(fare) by ride_id, window_start
        transform visits =
          from rides | window session(1m, on: pickup) | aggregate rides = count(), revenue = sum(fare) by ride_id, window_start
        pipeline live { write zone_load to pg.table("mart.zone_load") { mode: upsert } }
        pipeline many { write by_ride to pg.table("mart.by_ride") { mode: upsert } }
        pipeline days { write of_day to pg.table("mart.of_day") { mode: append } }
        pipeline sessions { write visits to pg.table("mart.visits") { mode: append } }
        """;

    private const long Room = 4L << 30;
    private const long LittleRoom = 64L << 20;

    public static async Task<int> RunAsync(string[] arguments)
    {
        int records = arguments is ["--records", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 2_000_000;
        Assembly program = Compile();
        for (int i = 0; i < 3; i++)
        {
            await MeasureAsync(program, "live", records, Room);
        }

        foreach (string pipeline in (string[])["many", "days", "sessions"])
        {
            for (int i = 0; i < 3; i++)
            {
                double inMemory = await MeasureAsync(program, pipeline, records, Room);
                double spilled = await MeasureAsync(program, pipeline, records, LittleRoom);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{pipeline} with state on disk: {inMemory / spilled:F2} of the speed"));
            }
        }

        return 0;
    }

    // Seconds.
    private static async Task<double> MeasureAsync(Assembly program, string pipeline, int records, long memory)
    {
        MemoryTopic topic = new(records);
        CountingStore store = new();
        StreamRun run = Run(pipeline, memory);
        await using StreamEngine engine = new(Topology(program, run, topic, store), run);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await engine.RunAsync(CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pipeline}: {records:N0} records of {topic.RecordBytes:F0} bytes, one lane: {records / seconds:N0} records/s, "
            + $"{records / used:N0} a CPU second; "
            + $"{store.Rounds} rounds, {store.Rows:N0} rows, {store.StateBytes / 1e6:F1} MB of state written"));
        return seconds;
    }

    private static Assembly Compile()
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", Program));
        EmittedFiles files = Emitter.Emit(
            Optimizer.Optimize(Planner.Plan(Semantics.Binding.Binder.Bind([tree], SchemaCatalog.Empty)), OptimizerRules.Default),
            new EmitOptions("bench", new string('0', 64), "0.0.0"));
        CSharpOutput output = CSharpBuild.Compile(
            new CSharpInput("bench", files.Code, [tree.Source]), Installation.Current, CancellationToken.None);
        return output.Errors.IsEmpty
            ? Assembly.Load([.. output.Assembly])
            : throw new InvalidOperationException(string.Join('\n', output.Errors));
    }

    private static StreamRun Run(string pipeline, long memory) => new()
    {
        Id = "bench",
        Pipeline = new PipelineDefinition(pipeline, "main.flow", 1),
        ProgramName = "bench",
        SourceHash = "0",
        Settings = new ProgramSettings
        {
            Parameters = ImmutableSortedDictionary<string, string>.Empty,
            DataDirectory = "/",
            EngineMemory = memory,
        },
        IsBounded = true,
        ClosesAtEnd = true,
    };

    private static StreamTopology Topology(Assembly program, StreamRun run, IStreamSource source, IStreamStore store)
    {
        object? connections = Activator.CreateInstance(Type(program, "Connections"), run.Settings);
        string name = run.Pipeline.Name;
        object? pipeline = Activator.CreateInstance(
            Type(program, $"{char.ToUpperInvariant(name[0])}{name[1..]}Pipeline"), connections);
        MethodInfo create = typeof(StreamPipeline).GetMethod("CreateTopology", BindingFlags.NonPublic | BindingFlags.Instance)
            ?? throw new InvalidOperationException("no topology");
        StreamTopology made = (StreamTopology)(create.Invoke(pipeline, [run]) ?? throw new InvalidOperationException("no topology"));
        return made with { Inputs = [made.Inputs[0] with { Source = source }], Store = store, Lanes = 1 };
    }

    private static Type Type(Assembly program, string name) => program.GetTypes().Single(t => t.Name == name);
}
