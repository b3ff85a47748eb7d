using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Benchmarks.Measuring;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Benchmarks.Streams.Live;

/// <summary>
/// A topic through a built executable into PostgreSQL — JSON decoded, a window of a minute by ten thousand keys, upserted with a commit a
/// second — against consumers that only count, interleaved. Measured from the moment when partitions are assigned to the last commit.
/// </summary>
internal static class LiveBenchmark
{
    private const string Table = "bench.zone_load";

    private const string Columns =
        "(zone_id int, window_start timestamptz, rides bigint not null, revenue numeric(38, 2) not null, "
        + "primary key (zone_id, window_start))";

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Servers.Find(out string? postgres, out string? kafka))
        {
            return 2;
        }

        Options options = new(args);
        long records = (long)options.Number("--records", 2_000_000);
        string folder = Directory.CreateTempSubdirectory("flow-bench").FullName;
        await using RideTopic topic = await RideTopic.CreateAsync(kafka);
        await using CommittedOffsets offsets = new(postgres, $"{BuiltProgram.Name}.live");
        await using BuiltProgram program = new(folder, options.Text("--flowc") ?? BuiltFlowc.Find(), Program(kafka, topic.Name));
        try
        {
            await program.BuildAsync();
            await topic.FillAsync(Run(), records);
            await MeasureAsync(program, offsets, records); // Neither counts: topic and code come from disks.
            List<Turn> turns = [];
            for (int pair = 0; pair < (int)options.Number("--pairs", 3); pair++)
            {
                Cost plain = await Task.Run(() => BareConsumers.Plain(kafka, topic, records));
                Cost batched = await BareConsumers.BatchedAsync(kafka, topic, records, Run());
                turns.Add(new Turn(plain, batched, await MeasureAsync(program, offsets, records)));
                Print(turns[^1], records);
            }

            Summarize(turns, records);
            return 0;
        }
        finally
        {
            await program.DisposeAsync();
            await offsets.ExecuteAsync($"drop table if exists {Table}");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<LiveFigures> MeasureAsync(BuiltProgram program, CommittedOffsets offsets, long records)
    {
        await offsets.ForgetAsync(Table, Columns);
        program.Start("run", "live");
        (long began, double processor) = (0, 0);
        double[] peaks = new double[4];
        ProcessFigures last = default;
        for (long? count = null; count is not { } all || all < records;)
        {
            await Task.Delay(20);
            count = await offsets.CountAsync();
            last = program.Figures ?? last;
            if (count is { } done)
            {
                (began, processor) = began == 0 ? (Stopwatch.GetTimestamp(), last.Processor) : (began, processor);
                int quarter = (int)Math.Min(3, done * 4 / records);
                peaks[quarter] = Math.Max(peaks[quarter], last.Memory);
            }

            if (program.HasEnded)
            {
                throw new InvalidOperationException(await program.EndAsync());
            }
        }

        LiveFigures figures = new(
            new Cost(Stopwatch.GetElapsedTime(began).TotalSeconds, last.Processor - processor), last.Processor, last.PeakMemory,
            [.. peaks]);
        await program.EndAsync();
        return figures;
    }

    private static void Print(Turn turn, long records) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"records/s: plain consumer {records / turn.Plain.Seconds:N0}, batched {records / turn.Batched.Seconds:N0}, "
            + $"end to end {records / turn.Live.Cost.Seconds:N0}; processor time {turn.Plain.Processor:F2}, {turn.Batched.Processor:F2}, "
            + $"{turn.Live.Cost.Processor:F2} s ({turn.Live.Processor:F2} s with its start)"));

    private static void Summarize(List<Turn> turns, long records)
    {
        Console.WriteLine($"end to end, records/s / 1,000: {Spread.Of(turns.Select(t => records / t.Live.Cost.Seconds / 1000))}");
        Console.WriteLine($"end to end / plain consumer: {Spread.Of(turns.Select(t => t.Plain.Seconds / t.Live.Cost.Seconds))}");
        Console.WriteLine($"end to end / batched consumer: {Spread.Of(turns.Select(t => t.Batched.Seconds / t.Live.Cost.Seconds))}");
        Spread processor = Spread.Of(turns.Select(t => t.Live.Cost.Processor / records * 1e6));
        Console.WriteLine($"processor seconds for a million records: {processor}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"memory at most: {turns.Max(t => t.Live.Peak):N0} MB; in the first quarter {turns.Max(t => t.Live.Quarters[0]):N0} MB, "
                + $"in the last {turns.Max(t => t.Live.Quarters[3]):N0} MB"));
    }

    private static string Program(string kafka, string topic) => $$"""
        secret url = env("FLOW_POSTGRES")
        connection bus: kafka { brokers: ["{{kafka}}"] }
        connection pg: postgres { url: url }
        type Ride = { ride_id: int64, zone_id: int32 @key, fare: decimal(10, 2), distance: float64, pickup: instant }
        stream rides: append<Ride> from bus.topic("{{topic}}") { format: json, key: zone_id, event_time: pickup, watermark: lag(5s) }
        transform zone_load =
          from rides
          | window tumble(1m, on: pickup)
          | aggregate rides = count(), revenue = sum(fare) by zone_id, window_start
        pipeline live { write zone_load to pg.table("{{Table}}") { mode: upsert }  commit: 1s }
        """;

    private static StreamRun Run() => new()
    {
        Id = "bench",
        Pipeline = new PipelineDefinition($"bare-{Guid.NewGuid():N}", "main.flow", 1),
        ProgramName = "bench",
        SourceHash = "0",
        Settings = new ProgramSettings
        {
            Parameters = ImmutableSortedDictionary<string, string>.Empty,
            DataDirectory = Path.GetTempPath(),
        },
        IsBounded = true,
    };

    private sealed record Turn(Cost Plain, Cost Batched, LiveFigures Live);

    /// <param name="Cost">From assignment to the last commit.</param>
    /// <param name="Processor">With the start.</param>
    /// <param name="Quarters">Peaks of memory by quarter of the records.</param>
    private sealed record LiveFigures(Cost Cost, double Processor, double Peak, ImmutableArray<double> Quarters);
}
