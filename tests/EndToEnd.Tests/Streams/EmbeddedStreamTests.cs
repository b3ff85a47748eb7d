using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>No server: a generator fills topics of the embedded broker, and streams read them in the same process.</summary>
public sealed class EmbeddedStreamTests
{
    private const string Program = """
        connection bus: kafka {}
        type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(10, 2), pickup: instant }
        source made: Trip from generator {
          rows: 20_000, seed: 42,
          columns: {
            trip_id: sequence(1), zone_id: uniform(1, 20), fare: uniform(2.50, 80.00), pickup: sequence(2024-01-01T00:00:00Z)
          }
        }
        stream trips: append<Trip> from bus.topic("trips") { format: json, key: trip_id, event_time: pickup, watermark: lag(5m) }
        transform zone_load =
          from trips
          | window tumble(1h, on: pickup)
          | aggregate trips = count(), revenue = sum(fare) by zone_id, window_start
        pipeline fill { write made to bus.topic("trips") { key: [trip_id], partitions: 3 } }
        pipeline live { write zone_load to bus.topic("zone.load") { key: [zone_id, window_start] } }
        """;

    [Fact]
    public async Task It_fills_and_reads_topics_in_one_process()
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        CommandResult run = await program.RunAsync("fill", "live", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("names no brokers", run.ToString(), StringComparison.Ordinal);
        Assert.Contains("20,000", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_it_can_promise_is_refused_by_the_compiler()
    {
        using TemporaryFolder folder = new();
        folder.Write("ws/main.flow", Program.Replace(
            "key: [zone_id, window_start]", "key: [zone_id, window_start], delivery: exactly_once", StringComparison.Ordinal));
        CommandResult check = await Command.FlowcAsync(folder.Path, "check", "ws");
        Assert.NotEqual(0, check.ExitCode);
        Assert.Contains("error FL4", check.ToString(), StringComparison.Ordinal);
        Assert.Contains("embedded broker", check.ToString(), StringComparison.Ordinal);
    }
}
