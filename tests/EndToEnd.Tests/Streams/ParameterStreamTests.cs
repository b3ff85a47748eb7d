using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Streams of a program with parameters: `flowc test` also compares each with a batch, whose SQL has the same values.</summary>
public sealed class ParameterStreamTests : IDisposable
{
    private const string Program = """
        type Ride = { id: int64 @key, zone: int32, at: instant, fare: decimal(10, 2), note: text }
        param least: decimal(10, 2) = 3.00
        param wide: decimal(30, 4) = 3.0001
        param zone_id: int32 = 7
        param small: int16 = -2
        param Zone_Id: int64 = 8
        param word: text in ["a", "b"] = "a"
        param since: instant = 2024-03-01T06:00:30Z
        param wall: datetime = 2024-03-01T23:59:59.5
        param day: date = 2024-02-29
        param hour: time = 10:30
        param mark: uuid = "11111111-2222-3333-4444-555555555555"
        param share: float64 = 0.1
        param share32: float32 = 0.1
        param all: bool = false
        connection bus: kafka {}
        stream rides: append<Ride> from bus.topic("rides") { event_time: at, watermark: lag(1m) }
        stream zones: append<Ride> from bus.topic("zones") { event_time: at, watermark: lag(1m) }
        transform kept = from rides
          | where fare >= least and (all or zone == zone_id or zone == Zone_Id) and at > since and (note == word or fare > wide)
          | select id, zone, fare, at, day, hour, mark, wall, less = small, part = share * 2, half = share32, text = "${word}${least}"
        transform counted = from kept
          | window tumble(1m, on: at)
          | aggregate n = count(), dear = sum(case { when fare > least * 2 -> 1, else -> 0 }),
                      top = max(fare + least) by window_start, zone, word_of = word
        transform pairs = from rides as r | join zones as z on r.zone == z.zone and z.fare > least within 1m | select r.id, other = z.id

        test "as declared" for kept {
          given rides [
            { id: 1, zone: 7, at: 2024-03-01T06:00:31Z, fare: 3.00, note: "a" },
            { id: 2, zone: 7, at: 2024-03-01T06:00:31Z, fare: 2.99, note: "a" },
            { id: 3, zone: 9, at: 2024-03-01T06:00:31Z, fare: 9.00, note: "a" },
            { id: 4, zone: 8, at: 2024-03-01T06:00:30Z, fare: 9.00, note: "a" },
            { id: 5, zone: 8, at: 2024-03-01T06:00:31Z, fare: 3.00, note: "b" }
          ]
          expect [ {
            id: 1, day: 2024-02-29, hour: 10:30, mark: "11111111-2222-3333-4444-555555555555", wall: 2024-03-01T23:59:59.5, less: -2,
            part: 0.2, half: 0.1, text: "a3.00"
          } ]
        }
        test "as the test says" for kept {
          param least = 1.00
          param all = true
          param word = "b"
          given rides [
            { id: 1, zone: 9, at: 2024-03-01T06:00:31Z, fare: 1.00, note: "b" },
            { id: 2, zone: 9, at: 2024-03-01T06:00:31Z, fare: 1.00, note: "a" }
          ]
          expect [ { id: 1, text: "b1.00" } ]
        }
        test "in a window" for counted {
          given rides [
            { id: 1, zone: 7, at: 2024-03-01T06:00:31Z, fare: 6.01, note: "a" },
            { id: 2, zone: 7, at: 2024-03-01T06:00:32Z, fare: 3.00, note: "a" }
          ]
          expect [ { zone: 7, n: 2, dear: 1, top: 9.01, word_of: "a" } ]
        }
        test "in a join" for pairs {
          given rides [ { id: 1, zone: 7, at: 2024-03-01T06:00:31Z, fare: 1.00, note: "a" } ]
          given zones [
            { id: 2, zone: 7, at: 2024-03-01T06:00:31Z, fare: 3.01, note: "a" },
            { id: 3, zone: 7, at: 2024-03-01T06:00:31Z, fare: 3.00, note: "a" }
          ]
          expect [ { id: 1, other: 2 } ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Parameters_are_values_of_streams_as_of_batches()
    {
        _folder.Write("ws/main.flow", Program);

        CommandResult run = await Command.FlowcAsync(_folder.Path, "test", _folder["ws"]);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("4 passed, 0 failed", run.Output, StringComparison.Ordinal);
    }
}
