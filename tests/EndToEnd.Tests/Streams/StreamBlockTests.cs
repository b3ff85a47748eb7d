using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>`flowc test` of transforms of streams: what is expected, and that a batch gives the same.</summary>
public sealed class StreamBlockTests : IDisposable
{
    private const string Same = "rows as a batch over a file";

    private const string Declarations = """
        type Click = { click_id: int64, user_id: int64, at: instant, price: decimal(8, 2)?, weight: float64 }
        type Order = { order_id: int64, user_id: int64, placed: instant }
        type User = { id: int64 @key, name: text, since: instant }
        type Trip = { trip_id: int64 @key, zone_id: int32, fare: decimal(8, 2) }
        connection bus: kafka { brokers: ["localhost:9092"] }
        stream clicks: append<Click> from bus.topic("clicks") {
          format: csv, event_time: at, watermark: lag(10s), idle: 1m, max_ahead: 1m, on_bad_record: dead_letter("bad")
        }
        stream orders: append<Order> from bus.topic("orders") { event_time: placed, watermark: lag(10s) }
        stream users: append<User> from bus.topic("users") { key: id, event_time: since, watermark: lag(1s) }
        stream trips: changes<Trip> from bus.topic("trips") {
          envelope: debezium, key: trip_id, event_time: committed_at, watermark: lag(2m)
        }
        sink late = bus.topic("late")

        """;

    private const string Given = """
          given clicks [
            { click_id: 1, user_id: 1, at: 2024-03-10T06:00:05Z, price: 1.50, weight: 0.1 },
            { click_id: 2, user_id: 1, at: 2024-03-10T06:00:40Z, price: 2.50, weight: 0.2 },
            { click_id: 3, user_id: 2, at: 2024-03-10T06:00:30Z, price: null, weight: 0.3 },
            { click_id: 4, user_id: 1, at: 2024-03-10T06:03:00Z, price: 4.00, weight: 0.4 },
            { click_id: 1, user_id: 1, at: 2024-03-10T06:02:58Z, price: 1.50, weight: 0.1 }
          ]

        """;

    private static readonly (string Transform, string Expected)[] s_transforms =
    [
        (
            "from clicks | where price > 2.00 | select click_id, twice = price * 2",
            "{ click_id: 2, twice: 5.00 }, { click_id: 4, twice: 8.00 }"
        ),
        (
            "from clicks | window tumble(1m, on: at) late 30s rejects to late "
            + "| aggregate n = count(), sum = sum(price), w = sum(weight) by user_id, window_start",
            """
            { user_id: 1, window_start: 2024-03-10T06:00Z, n: 2, sum: 4.00 },
            { user_id: 2, window_start: 2024-03-10T06:00Z, n: 1, sum: null },
            { user_id: 1, window_start: 2024-03-10T06:02Z, n: 1, sum: 1.50 },
            { user_id: 1, window_start: 2024-03-10T06:03Z, n: 1, sum: 4.00 }
            """
        ),
        (
            "from clicks | window hop(1m, 30s, on: at) | aggregate n = count() by window_end | where n > 1",
            """
            { window_end: 2024-03-10T06:01:00Z, n: 3 }, { window_end: 2024-03-10T06:01:30Z, n: 2 },
            { window_end: 2024-03-10T06:03:30Z, n: 2 }
            """
        ),
        (
            "from clicks | window session(1m, on: at) | aggregate n = count() by user_id, window_start, window_end emit changes",
            """
            { user_id: 1, window_start: 2024-03-10T06:00:05Z, window_end: 2024-03-10T06:01:40Z, n: 2 },
            { user_id: 1, window_start: 2024-03-10T06:02:58Z, window_end: 2024-03-10T06:04:00Z, n: 2 },
            { user_id: 2, window_start: 2024-03-10T06:00:30Z, window_end: 2024-03-10T06:01:30Z, n: 1 }
            """
        ),
        (
            "from clicks | window sliding(1m, on: at) | aggregate n = count() by who = user_id % 2, window_end",
            """
            { who: 1, window_end: 2024-03-10T06:00:05Z, n: 1 }, { who: 1, window_end: 2024-03-10T06:00:40Z, n: 2 },
            { who: 0, window_end: 2024-03-10T06:00:30Z, n: 1 }, { who: 1, window_end: 2024-03-10T06:02:58Z, n: 1 },
            { who: 1, window_end: 2024-03-10T06:03:00Z, n: 2 }
            """
        ),
        (
            "from clicks | aggregate n = count(), last = max(at) by user_id ttl 1h emit changes",
            "{ user_id: 1, n: 4, last: 2024-03-10T06:03:00Z }, { user_id: 2, n: 1, last: 2024-03-10T06:00:30Z }"
        ),
        (
            "from clicks | dedupe by click_id keep earliest at ttl 1h | select click_id, at",
            """
            { click_id: 1, at: 2024-03-10T06:00:05Z }, { click_id: 2, at: 2024-03-10T06:00:40Z }, { click_id: 3 }, { click_id: 4 }
            """
        ),
        (
            "from clicks | dedupe by user_id keep latest at ttl 1h",
            "{ user_id: 1, click_id: 4 }, { user_id: 2, click_id: 3 }"
        ),
        (
            "from clicks as c | left join orders as o on c.user_id == o.user_id within 1m | select c.click_id, o.order_id",
            """
            { click_id: 1, order_id: 7 }, { click_id: 2, order_id: 7 }, { click_id: 3, order_id: null }, { click_id: 4, order_id: null },
            { click_id: 1, order_id: null }
            """
        ),
        (
            "from clicks | where user_id == 1 | select user_id, at | union (from orders | select user_id, at = placed) "
            + "| window tumble(1h, on: at) | aggregate n = count() by user_id, window_start | select user_id, n",
            "{ user_id: 1, n: 5 }"
        ),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_transform_gives_what_is_expected_and_what_a_batch_gives()
    {
        CommandResult run = await TestAsync(string.Concat(s_transforms.Select((t, i) => $$"""
            transform t{{i}} =
              {{t.Transform}}
            test "it {{i}}" for t{{i}} {
              {{Given}}
              {{(t.Transform.Contains("orders", StringComparison.Ordinal)
                ? "given orders [ { order_id: 7, user_id: 1, placed: 2024-03-10T06:01:00Z } ]" : "")}}
              expect [ {{t.Expected}} ]
            }

            """)));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(2 * s_transforms.Length, run.Output.Split(Same).Length - 1);
    }

    [Fact]
    public async Task Changes_and_transforms_can_be_given_and_what_has_no_twin_says_so()
    {
        CommandResult run = await TestAsync($$"""
            transform fares =
              from trips | where op in ["insert", "update"] | select zone_id = after.zone_id, fare = after.fare, committed_at
            transform load = from fares | window tumble(1m, on: committed_at) | aggregate n = count() by zone_id, window_start
            transform named = from clicks as c | join users as u as of c.at on c.user_id == u.id | select c.click_id, u.name
            test "of changes" for fares {
              given trips [
                { op: "insert", before: null, after: { trip_id: 1, zone_id: 7, fare: 5.00 }, lsn: 1, committed_at: 2024-03-10T06:01:00Z },
                { op: "delete", before: { trip_id: 1, zone_id: 7, fare: 5.00 }, after: null, lsn: 2, committed_at: 2024-03-10T06:02:00Z }
              ]
              expect [ { zone_id: 7, fare: 5.00 } ]
            }
            test "of a transform" for load {
              given fares [ { zone_id: 7, fare: 5.00, committed_at: 2024-03-10T06:01:00Z } ]
              expect [ { zone_id: 7, n: 1 } ]
            }
            test "as of" for named {
              {{Given}}
              given users [ { id: 1, name: "a", since: 2024-03-10T06:00:10Z }, { id: 1, name: "b", since: 2024-03-10T06:01:00Z } ]
              expect [ { click_id: 2, name: "a" }, { click_id: 4, name: "b" }, { click_id: 1, name: "b" } ]
            }

            """);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(4, run.Output.Split(Same).Length - 1);
        Assert.Contains("not compared with a batch: `as of` reads versions of a table", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_read_again_has_the_rows_that_are_given()
    {
        string Of(string kind, string columns, string expected) => $$"""
            transform {{kind}}_zones =
              from clicks as c | {{kind}} join open_zones as z as of c.at on c.user_id == z.id and c.price < z.top | select {{columns}}
            test "{{kind}}" for {{kind}}_zones {
              {{Given}}
              given zones [ { id: 1, name: "a", top: 2.00, is_open: true }, { id: 1, name: "b", top: 3.00, is_open: true },
                            { id: null, name: "n", top: 9.00, is_open: true }, { id: 1, name: "c", top: 9.00, is_open: false } ]
              expect [ {{expected}} ]
            }

            """;
        CommandResult run = await TestAsync("""
            connection lake: files { root: "." }
            source zones: { id: int64?, name: text, top: decimal(8, 2), is_open: bool } from lake.csv("z.csv") { refresh: every(5m) }
            transform open_zones = from zones | where is_open

            """
            + Of("inner", "c.click_id, z.name", "{ click_id: 1, name: \"a\" }, { click_id: 1, name: \"b\" }, { click_id: 2, name: \"b\" }, "
                + "{ click_id: 1, name: \"a\" }, { click_id: 1, name: \"b\" }").Replace("inner join", "join", StringComparison.Ordinal)
            + Of("left", "c.click_id, z.name", "{ click_id: 1, name: \"a\" }, { click_id: 1, name: \"b\" }, { click_id: 2, name: \"b\" }, "
                + "{ click_id: 1, name: \"a\" }, { click_id: 1, name: \"b\" }, { click_id: 3, name: null }, { click_id: 4, name: null }")
            + Of("semi", "c.click_id", "{ click_id: 1 }, { click_id: 1 }, { click_id: 2 }")
            + Of("anti", "c.click_id", "{ click_id: 3 }, { click_id: 4 }"));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(8, run.Output.Split(Same).Length - 1);
    }

    [Fact]
    public async Task Late_rows_are_left_out_in_the_order_in_which_they_are_given()
    {
        CommandResult run = await TestAsync("""
            transform t = from clicks | window tumble(1m, on: at) | aggregate n = count() by window_start
            test "a late click is not counted" for t {
              given clicks [
                { click_id: 1, user_id: 1, at: 2024-03-10T06:05:00Z, weight: 0.1 },
                { click_id: 2, user_id: 1, at: 2024-03-10T06:00:00Z, weight: 0.1 }
              ]
              expect [ { window_start: 2024-03-10T06:05Z, n: 1 } ]
            }

            """);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(Same, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_take_effect_in_the_order_written_and_windows_close_by_the_watermark()
    {
        CommandResult run = await TestAsync("""
            transform t = from clicks | window tumble(1m, on: at) late 30s rejects to late | aggregate n = count() by user_id, window_start
            transform u = from clicks | aggregate n = count() by user_id ttl 1d emit changes
            transform j =
              from clicks as c | left join orders as o on c.user_id == o.user_id within 1m rejects to late | select c.click_id, o.order_id
            transform s = from clicks | where at <= now() | select click_id
            test "a window closes once" for t {
              given clicks [ { click_id: 1, user_id: 1, at: 2024-03-10T06:00:05Z, weight: 0.1 } ]
              expect []
              advance watermark to 2024-03-10T06:01:29Z
              expect []
              given clicks [ { click_id: 2, user_id: 1, at: 2024-03-10T06:00:06Z, weight: 0.1 } ]
              advance watermark to 2024-03-10T06:01:30Z
              expect [ { user_id: 1, window_start: 2024-03-10T06:00Z, n: 2 } ]
              expect late []
              given clicks [
                { click_id: 3, user_id: 1, at: 2024-03-10T06:00:07Z, weight: 0.1 },
                { click_id: 4, user_id: 1, at: 2024-03-10T06:05:00Z, weight: 0.1 }
              ]
              expect []
              expect late [ { click_id: 3, weight: 0.1 } ]
              advance watermark to 2024-03-10T06:07Z
              expect late []
              expect [ { window_start: 2024-03-10T06:05Z, n: 1 } ]
            }
            test "updates are a table" for u {
              given clicks [ { click_id: 1, user_id: 1, at: 2024-03-10T06:00:05Z, weight: 0.1 } ]
              expect [ { user_id: 1, n: 1 } ]
              given clicks [
                { click_id: 2, user_id: 1, at: 2024-03-10T06:00:06Z, weight: 0.1 },
                { click_id: 3, user_id: 2, at: 2024-03-10T06:00:07Z, weight: 0.1 }
              ]
              expect [ { user_id: 1, n: 2 }, { user_id: 2, n: 1 } ]
            }
            test "a partner comes, or the watermark passes" for j {
              given clicks [
                { click_id: 1, user_id: 1, at: 2024-03-10T06:00:00Z, weight: 0.1 },
                { click_id: 2, user_id: 2, at: 2024-03-10T06:00:00Z, weight: 0.1 }
              ]
              expect []
              given orders [ { order_id: 7, user_id: 2, placed: 2024-03-10T06:00:30Z } ]
              expect [ { click_id: 2, order_id: 7 } ]
              advance watermark to 2024-03-10T06:02Z
              expect [ { click_id: 1, order_id: null } ]
              given orders [ { order_id: 8, user_id: 2, placed: 2024-03-10T06:00:40Z } ]
              given clicks [ { click_id: 3, user_id: 2, at: 2024-03-10T06:00:00Z, weight: 0.1 } ]
              expect []
              expect late [ { order_id: 8, click_id: null }, { click_id: 3, order_id: null } ]
            }
            test "the clock is now" for s {
              advance clock to 2024-03-10T06:01Z
              given clicks [
                { click_id: 1, at: 2024-03-10T06:00:00Z, user_id: 1, weight: 0.1 },
                { click_id: 2, at: 2024-03-10T06:02:00Z, user_id: 1, weight: 0.1 }
              ]
              expect [ { click_id: 1 } ]
              advance clock to 2024-03-10T06:03Z
              given clicks [ { click_id: 3, at: 2024-03-10T06:02:00Z, user_id: 1, weight: 0.1 } ]
              expect [ { click_id: 3 } ]
            }

            """);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("4 passed, 0 failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_and_late_rows_are_looked_at_by_their_names()
    {
        CommandResult run = await TestAsync("""
            type Text = { id: int64 @key, number: text }
            connection lake: files { root: "." }
            source texts: Text from lake.csv("t.csv")
            transform numbers = from texts | derive n = cast(number as int32) else reject "no number"
            transform doubled = from numbers | select id, twice = n * 2 else fail
            transform cheap =
              from clicks | derive share = 1.00 / price else reject "for nothing" | select click_id, user_id, at, price
            transform counts = from cheap | window tumble(1m, on: at) late 1s rejects to late | aggregate n = count() by window_start
            test "of rows that end" for doubled {
              given texts [ { id: 1, number: "5" }, { id: 2, number: "x" } ]
              expect [ { id: 1, twice: 10 } ]
              expect rejects [ { reason: "no number" } ]
            }
            test "of a stream" for counts {
              given clicks [
                { click_id: 1, user_id: 1, at: 2024-03-10T06:05:00Z, price: 1.00, weight: 0.1 },
                { click_id: 2, user_id: 1, at: 2024-03-10T06:00:00Z, price: 2.00, weight: 0.1 },
                { click_id: 3, user_id: 1, at: 2024-03-10T06:05:00Z, price: 0.00, weight: 0.1 }
              ]
              expect [ { n: 1 } ]
              expect late [ { click_id: 2, price: 2.00 } ]
              expect rejects [ { reason: "for nothing", source_row: 2 } ]
            }

            """);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("2 passed, 0 failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_looks_at_outputs_each_tells_its_own_rows()
    {
        CommandResult run = await TestAsync("""
            transform t = from clicks | window tumble(1m, on: at) late 30s rejects to late | aggregate n = count() by window_start
            test "wrong" for t {
              given clicks [ { click_id: 1, user_id: 1, at: 2024-03-10T06:00:05Z, weight: 0.1 } ]
              advance watermark to 2024-03-10T06:03Z
              expect [ { n: 2 } ]
              expect late [ { click_id: 5 } ]
            }

            """);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("expect at main.flow:", run.Output, StringComparison.Ordinal);
        Assert.Contains("expect late at main.flow:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_are_not_expected_are_shown()
    {
        CommandResult run = await TestAsync($$"""
            transform t = from clicks | where click_id == 2 | select n = click_id
            test "counted" for t {
            {{Given}}expect [ { n: 100 } ]
            }

            """);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAIL  t: counted", run.Output, StringComparison.Ordinal);
        Assert.Contains("      - 100\n      + 2\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(Same, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_the_batch_or_the_stream_has_alone_is_a_difference()
    {
        const string given = """
            {"click_id":1,"user_id":7,"at":"2024-03-10T06:00:05Z","price":"1.50","weight":1e-1}
            {"click_id":2,"user_id":7,"at":"2024-03-10T06:00:15Z","price":"1.50","weight":2e-1}
            """;
        _folder.Write("ws/main.flow", Declarations + """
            transform t = from clicks | window tumble(1m, on: at) | aggregate n = count(), w = sum(weight) by user_id
            test "it" for t { given clicks [] expect [] }
            """.Replace("by user_id", "by user_id, window_start", StringComparison.Ordinal));
        const string right = """{"n":2,"w":0.3,"user_id":7,"window_start":"2024-03-10T06:00:00Z"}""";

        Assert.Empty(await TwinFiles.CompareAsync(_folder, "t", given.Split('\n'), [right]));
        Assert.Equal(
            [true, false],
            (await TwinFiles.CompareAsync(_folder, "t", given.Split('\n'), [right.Replace(":2,", ":3,", StringComparison.Ordinal)]))
                .Select(difference => difference.IsMissing).OrderDescending());
        Assert.False(Assert.Single(await TwinFiles.CompareAsync(_folder, "t", given.Split('\n'), [right, right])).IsMissing);
        Assert.True(Assert.Single(await TwinFiles.CompareAsync(_folder, "t", given.Split('\n'), [])).IsMissing);
    }

    [Fact]
    public async Task What_streams_can_not_run_is_refused_before_any_test()
    {
        CommandResult run = await TestAsync("""
            param dear: decimal(8, 2) = 2.00
            transform t = from clicks | dedupe by click_id keep latest price * dear ttl 1h | select click_id
            test "it" for t { given clicks [] expect [] }

            """);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FL5000", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains("`dedupe` of a stream in an order that depends on the run", run.Output + run.Errors, StringComparison.Ordinal);
    }

    private async Task<CommandResult> TestAsync(string program)
    {
        _folder.Write("ws/main.flow", Declarations + program);
        return await Command.FlowcAsync(_folder.Path, "test", _folder["ws"]);
    }
}
