using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>FL4xxx: what would need all rows of a stream, remember everything, or promise more than its route gives.</summary>
public sealed class StreamDiagnosticTests
{
    private const string Prelude = """

        type Click = { click_id: int64, user_id: int64, at: instant, sent: instant?, url: text }
        type Order = { order_id: int64, user_id: int64, placed: instant }
        connection bus: kafka { brokers: ["localhost:9092"] }
        connection other: kafka { brokers: ["elsewhere:9092"] }
        connection inside: kafka {}
        source places: Zone from lake.csv("places.csv") { refresh: every(5m) }
        source often: Zone from lake.csv("places.csv") { refresh: every(10ms) }
        source followed: Trip from pg.table("trips") { cursor: transaction, refresh: every(5m) }
        stream clicks: append<Click> from bus.topic("clicks") { event_time: at, watermark: lag(30s), key: user_id }
        stream orders: append<Order> from bus.topic("orders") { event_time: placed, watermark: lag(5m) }
        stream timeless: append<Click> from bus.topic("timeless")
        stream local: append<Click> from inside.topic("clicks") { event_time: at, watermark: lag(30s) }
        stream rides: changes<Trip> from bus.topic("rides") {
          envelope: debezium, key: trip_id, event_time: after.pickup, watermark: lag(2m), idle: 1m, max_ahead: 1h
        }
        stream captured: changes<Trip> from pg.cdc("public.trips") { publication: "pub", slot: "captured" }
        """;

    [Theory]
    [InlineData("FL4001", "`aggregate` over a stream would have to remember everything",
        "transform t = from clicks | «aggregate n = count() by user_id»")]
    [InlineData("FL4001", "`aggregate` over a stream",
        "transform t = from clicks | window tumble(1m, on: at) | «aggregate n = count() by user_id»")]
    [InlineData("FL4001", "`dedupe` over a stream",
        "transform t = from clicks | «dedupe by click_id keep earliest at»")]
    [InlineData("FL4001", "`join` over a stream",
        "transform t = from clicks as c | «join orders as o on c.user_id == o.user_id»")]
    [InlineData("FL4002", "`take` needs all rows",
        "transform t = from clicks | «sort at take 3»")]
    [InlineData("FL4002", "`union distinct` needs all rows",
        "transform t = from clicks | «union distinct clicks»")]
    [InlineData("FL4002", "a function `over (…)` needs all rows",
        "transform t = from clicks | derive n = «row_number() over (sort at, click_id)»")]
    [InlineData("FL4002", "`order by` needs all rows",
        "pipeline p { write clicks order by «at» to console }")]
    [InlineData("FL4003", "stream `timeless` has none",
        "transform t = from timeless | «window tumble(1m, on: at)» | aggregate n = count() by window_start")]
    [InlineData("FL4035", "a stream fills a folder with files, and this is one file",
        "transform t = from clicks | window tumble(1m, on: at) late 1s rejects to lake.json(«\"late.jsonl\"») "
        + "| aggregate n = count() by window_start")]
    [InlineData("FL4035", "a stream fills a folder with files, and this is one file",
        "stream bad: append<Click> from bus.topic(\"bad\") { on_bad_record: dead_letter(to: lake.json(«\"bad.jsonl\"»)) }")]
    [InlineData("FL2056", "`dead_letter` needs `topic`",
        "stream bad: append<Click> from bus.topic(\"bad\") { on_bad_record: «dead_letter()» }")]
    [InlineData("FL4053", "no time moves in them",
        "transform t = from trips | select trip_id\n"
        + "test \"trips\" for t { given trips [] «advance clock to 2024-03-10T06:00Z» expect [] }")]
    [InlineData("FL4054", "there is no `time` to advance",
        "transform t = from clicks | select user_id\n"
        + "test \"clicks\" for t { given clicks [] advance «time» to 2024-03-10T06:00Z expect [] }")]
    [InlineData("FL4055", "the watermark is that far already",
        "transform t = from clicks | select user_id\n"
        + "test \"clicks\" for t { advance watermark to 2024-03-10T06:00Z expect [] "
        + "advance watermark to «2024-03-10T05:00Z» expect [] }")]
    [InlineData("FL4056", "sends no late rows to `late_clicks`",
        "sink late_clicks = bus.topic(\"late\")\n"
        + "transform t = from clicks | select user_id\n"
        + "test \"clicks\" for t { given clicks [] expect «late_clicks» [] }")]
    [InlineData("FL4019", "the rows have theirs no more",
        "transform t = from clicks | drop at | derive at = sent | «window tumble(1m, on: at)» | aggregate n = count() by window_start")]
    [InlineData("FL4004", "the event time here is `at`",
        "transform t = from clicks | window tumble(1m, on: «sent») | aggregate n = count() by window_start")]
    [InlineData("FL4020", "`moment` can be null here",
        "transform t = from rides | select moment = after.pickup | window tumble(1m, on: «moment») | aggregate n = count() by window_end")]
    [InlineData("FL4020", "`after.pickup` can be null here",
        "transform t = from clicks as c | «join rides as r on c.user_id == r.lsn within 10m» | select c.click_id")]
    [InlineData("FL4024", "`orders` makes no table",
        "transform t = from clicks as c | join «orders» as o as of c.at on c.user_id == o.order_id | select c.click_id")]
    [InlineData("FL4025", "a row of `keyed` is found by its key",
        "transform t = from clicks as c | join keyed as k as of c.at on «c.user_id == k.user_id» | select c.click_id\n"
        + "stream keyed: append<Click> from bus.topic(\"keyed\") { key: click_id, event_time: at, watermark: lag(1s) }")]
    [InlineData("FL4026", "`after.pickup` can be null, and a change of `rides` without a time",
        "transform t = from clicks as c | join «rides» as r as of c.at on c.user_id == r.trip_id | select c.click_id")]
    [InlineData("FL4014", "the right side is a query over a stream",
        "transform t = from clicks as c "
            + "| «join (from orders | where order_id > 1) as o as of c.at on c.user_id == o.user_id» | select c.at")]
    [InlineData("FL4005", "this window is written `hop(10m, 5m, on: at)`",
        "transform t = from clicks | window «hop(10m, on: at)» | aggregate n = count() by window_start")]
    [InlineData("FL4005", "this window is written `session(30m, on: at)`",
        "transform t = from clicks | window «session(1mo, on: at)» | aggregate n = count() by window_start")]
    [InlineData("FL4006", "windows of 10m do not consist of whole steps of 3m",
        "transform t = from clicks | window «hop(10m, 3m, on: at)» | aggregate n = count() by window_start")]
    [InlineData("FL4007", "`window` is for streams, and these rows end",
        "transform t = from trips | «window tumble(1m, on: pickup)» | aggregate n = count() by window_start")]
    [InlineData("FL4007", "`as of` is for streams",
        "transform t = from trips as t | «join zones as z as of t.pickup on t.zone_id == z.zone_id»")]
    [InlineData("FL4007", "`delivery` is for streams",
        "pipeline p { write zones to pg.table(\"z\") { delivery: «at_least_once» } }")]
    [InlineData("FL4007", "`instances` is for streams",
        "pipeline p { write zones to pg.table(\"z\")\n«instances»: 2 }")]
    [InlineData("FL4021", "without a window no group is ever final",
        "transform t = from clicks | «aggregate n = count() by user_id ttl 7d emit final»")]
    [InlineData("FL4008", "this sink would keep both",
        "pipeline p { write (from clicks | dedupe by user_id keep latest at ttl 1d) to «pg.table(\"t\")» }")]
    [InlineData("FL4009", "the most is `effectively_once`",
        "pipeline p { write clicks to pg.table(\"t\") { delivery: «exactly_once» } }")]
    [InlineData("FL4009", "the most is `at_least_once`",
        "pipeline p { write clicks to other.topic(\"t\") { key: user_id, delivery: «exactly_once» } }")]
    [InlineData("FL4009", "the most is `at_least_once`",
        "pipeline p { write captured to bus.topic(\"t\") { delivery: «effectively_once» } }")]
    [InlineData("FL4009", "the most is `at_least_once`",
        "pipeline p { write local to pg.table(\"t\") { delivery: «effectively_once» } }")]
    [InlineData("FL4022", "`zones` ends, and other writes of this pipeline never do",
        "pipeline p { write clicks to pg.table(\"t\") «write zones to pg.table(\"z\")» }")]
    [InlineData("FL4010", "`schedule` is not for a pipeline of streams",
        "pipeline p { write clicks to pg.table(\"t\")\n«schedule»: every(1h) }")]
    [InlineData("FL4010", "`mode: replace` is not for a pipeline of streams",
        "pipeline p { write clicks to pg.table(\"t\") { mode: «replace» } }")]
    [InlineData("FL4010", "`on pg` is not for a pipeline of streams",
        "pipeline p on «pg» { write clicks to pg.table(\"t\") }")]
    [InlineData("FL4011", "it has public.trips already",
        "stream again: changes<Trip> from pg.cdc(\"public.trips\") { publication: \"pub\", slot: «\"captured\"» }", true)]
    [InlineData("FL4011", "replication slot \"captured\" is taken",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: «\"captured\"» } to bus.topic(\"t\")\n"
        + "{ envelope: debezium } }", true)]
    [InlineData("FL4040", "not carried to a `postgres table`",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to «pg.table(\"t\")» }")]
    [InlineData("FL4041", "Debezium's change events in JSON",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to «bus.topic(\"t\")» }")]
    [InlineData("FL4042", "writes nothing else",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to bus.topic(\"t\") { envelope: debezium }\n"
        + "write «clicks» to pg.table(\"t\") }")]
    [InlineData("FL4042", "reads one slot",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to bus.topic(\"t\") { envelope: debezium }\n"
        + "write «pg.cdc(\"zones\")» { publication: \"p\", slot: \"z\" } to bus.topic(\"z\") { envelope: debezium } }")]
    [InlineData("FL4011", "all tables of a slot come by one `publication`",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to bus.topic(\"t\") { envelope: debezium }\n"
        + "write pg.cdc(\"zones\") { publication: \"q\", slot: «\"s\"» } to bus.topic(\"z\") { envelope: debezium } }", true)]
    [InlineData("FL4011", "it has public.trips already",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to bus.topic(\"t\") { envelope: debezium }\n"
        + "write pg.cdc(\"public.trips\") { publication: \"p\", slot: «\"s\"» } to bus.topic(\"z\") { envelope: debezium } }", true)]
    [InlineData("FL4011", "replication slot \"s\" is taken",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to bus.topic(\"t\") { envelope: debezium } }\n"
        + "pipeline q { write pg.cdc(\"zones\") { publication: \"p\", slot: «\"s\"» } to bus.topic(\"z\") { envelope: debezium } }", true)]
    [InlineData("FL4011", "replication slot \"captured\" is taken",
        "stream also: changes<Trip> from pg.cdc(\"public.also\") { publication: \"pub\", slot: \"captured\" }\n"
        + "transform a = from captured | select op\ntransform b = from also | select op\n"
        + "pipeline p { write a to pg.table(\"a\") }\npipeline q { «write b to pg.table(\"b\")» }", true)]
    [InlineData("FL4043", "records of one key of `clicks` lose their order here",
        "transform t = from clicks | where user_id > 0\npipeline p { write t to «bus.topic(\"t\")» }")]
    [InlineData("FL4043", "this topic is written without a key",
        "transform t = from clicks | select click_id\npipeline p { write t to «bus.topic(\"t\")» { format: csv } }")]
    [InlineData("FL4009", "the most is `at_least_once`",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to bus.topic(\"t\")\n"
        + "{ envelope: debezium, delivery: «exactly_once» } }")]
    [InlineData("FL4010", "`schedule` is not for a pipeline of streams",
        "pipeline p { write pg.cdc(\"trips\") { publication: \"p\", slot: \"s\" } to bus.topic(\"t\") { envelope: debezium }\n"
        + "«schedule»: every(1h) }")]
    [InlineData("FL4023", "\"Flow-1\" is no name of a replication slot",
        "stream again: changes<Trip> from pg.cdc(\"public.trips\") { publication: \"pub\", slot: «\"Flow-1\"» }")]
    [InlineData("FL4012", "`event_time` needs `watermark: lag(…)`",
        "stream s: append<Click> from bus.topic(\"s\") { event_time: «at» }")]
    [InlineData("FL4012", "`max_ahead` is about event times",
        "stream s: append<Click> from bus.topic(\"s\") { max_ahead: «1h» }")]
    [InlineData("FL4012", "`changes<T>` needs `envelope: debezium`",
        "stream s: changes<Click> from «bus.topic(\"s\")»")]
    [InlineData("FL3133", "this is no address of a schema registry",
        "connection far: kafka { schema_registry: «\"registry:8081\"» }")]
    [InlineData("FL3134", "records in Avro need a schema registry, and `bus` has none",
        "stream s: append<Click> from bus.topic(\"s\") { format: «avro» }")]
    [InlineData("FL4012", "`schema_registry_user` goes with `schema_registry`",
        "connection far: kafka { schema_registry: \"http://r:8081\", schema_registry_user: «\"reader\"» }")]
    [InlineData("FL4012", "`decimals` is not for Avro",
        "connection far: kafka { schema_registry: \"http://r:8081\" }\n"
        + "stream s: changes<Click> from far.topic(\"s\") { format: avro, envelope: debezium, decimals: «text» }")]
    [InlineData("FL4036", "these rows are no changes of rows",
        "pipeline p { write clicks to bus.topic(\"t\") { envelope: «debezium» } }")]
    [InlineData("FL4012", "`key` is that of the row here",
        "pipeline p { write rides to bus.topic(\"t\") { envelope: debezium, key: «[op]» } }")]
    [InlineData("FL4035", "a stream fills a folder with files, and this is one file",
        "pipeline p { write clicks to lake.parquet(«\"clicks.parquet\"») }")]
    [InlineData("FL4007", "`roll_every` is for streams",
        "pipeline p { write zones to lake.parquet(\"zones/\") { roll_every: «1m» } }")]
    [InlineData("FL4009", "the most is `effectively_once`",
        "pipeline p { write clicks to lake.json(\"clicks/\") { delivery: «exactly_once» } }")]
    [InlineData("FL4013", "`url` is of type `text`",
        "stream s: append<Click> from bus.topic(\"s\") { event_time: «url», watermark: lag(1m) }")]
    [InlineData("FL4013", "`after.moment` is no column of this stream",
        "stream s: changes<Click> from bus.topic(\"s\") { envelope: debezium, event_time: «after.moment», watermark: lag(1m) }")]
    [InlineData("FL4014", "the join must say which of its states is meant",
        "transform t = from clicks as c | «join zones as z on c.user_id == z.zone_id»")]
    [InlineData("FL4014", "only known when the stream ends",
        "transform t = from clicks as c | «right join zones as z as of c.at on c.user_id == z.zone_id» | select c.click_id")]
    [InlineData("FL4014", "a stream stands on the right of rows that end",
        "transform t = from zones as z | join «clicks» as c on c.user_id == z.zone_id | select c.click_id")]
    [InlineData("FL4014", "a stream and rows that end make no union",
        "transform t = from clicks | select id = user_id | union «(from zones | select id = zone_id)»")]
    [InlineData("FL4015", "`aggregate` would count each update of a row as a row",
        "transform counts = from clicks | aggregate n = count() by user_id ttl 7d\n"
        + "transform t = from counts | «aggregate m = count() by n ttl 7d»")]
    [InlineData("FL4016", "the event time is `at` on one side and `placed` on the other",
        "transform t = from clicks | select user_id, at, placed = at | union «(from orders | select user_id, placed, at = placed)»")]
    [InlineData("FL4017", "`nobody` is no column of this stream",
        "stream s: append<Click> from bus.topic(\"s\") { key: «nobody» }")]
    [InlineData("FL4018", "`files csv` is read to its end",
        "stream s: append<Zone> from «lake.csv(\"z.csv\")»")]
    [InlineData("FL4030", "`window_start` is not known here",
        "transform t = from clicks | window session(30m, on: at) | aggregate n = max(«window_start») by user_id, window_end")]
    [InlineData("FL4030", "`ended` is not known here",
        "transform t = from clicks | window sliding(30m, on: at) | select user_id, ended = window_end | derive late = «ended»\n"
        + "| aggregate n = count() by user_id, ended")]
    [InlineData("FL4030", "`window_start` is not known here",
        "transform t = from clicks | window session(30m, on: at)\nexpect on t { row \"new\": «window_start» > at severity warn }")]
    [InlineData("FL4031", "have to be grouped by their window",
        "transform t = from clicks | select who = user_id, at | window session(30m, on: at)\n"
        + "| «join orders as o on who == o.user_id within 1m»")]
    [InlineData("FL4031", "have to be grouped by their window",
        "transform t = from clicks | select user_id | union «(from clicks | window sliding(1m, on: at) | select user_id)»")]
    [InlineData("FL4031", "have to be grouped by their window",
        "pipeline p { write «(from clicks | window session(30m, on: at))» to pg.table(\"t\") }")]
    [InlineData("FL4032", "can't take back the row",
        "pipeline p { write (from clicks | window session(1m, on: at) | aggregate n = count() by user_id, window_start emit changes)\n"
        + "to «pg.table(\"t\")» { mode: upsert, key: [window_start] } }")]
    [InlineData("FL4032", "can't take back the row",
        "pipeline p { write (from clicks | window session(1m, on: at) | aggregate n = count() by user_id, window_start emit changes)\n"
        + "to «pg.table(\"t\")» { mode: upsert, key: [user_id, window_start, n] } }")]
    [InlineData("FL4033", "make no union",
        "transform s = from clicks | window session(1m, on: at) | aggregate n = count() by user_id, window_end emit changes\n"
        + "transform t = from clicks | select user_id, n = click_id | «union (from s | select user_id, n)»")]
    [InlineData("FL4051", "nothing says how often `zones` is read again",
        "transform open = from zones | where zone_id > 0\n"
        + "transform t = from clicks as c | join «open» as z as of c.at on c.user_id == z.zone_id")]
    [InlineData("FL4051", "more often than every second",
        "transform t = from clicks as c | join «often» as z as of c.at on c.user_id == z.zone_id")]
    [InlineData("FL4052", "reads on from where it ended",
        "transform t = from clicks as c | join «followed» as f as of c.at on c.user_id == f.zone_id")]
    [InlineData("FL4050", "say which of its rows takes the place of which",
        "transform t = from clicks | aggregate n = count() by user_id ttl 1d emit changes | select n\n"
        + "test \"counts\" for «t» { given clicks [] expect [] }")]
    [InlineData("FL4019", "the rows have theirs no more",
        "transform s = from clicks | window session(1m, on: at) | aggregate n = count() by user_id, window_start\n"
        + "transform t = from s | select began = window_start, n | «window tumble(1h, on: began)» | aggregate m = sum(n) by window_end")]
    [InlineData("FL4007", "`window` is for streams, and these rows end",
        "transform t = from trips | «window session(1m, on: pickup)» | aggregate n = count() by window_start")]
    public void A_mistake_is_reported_once_at_its_place(string code, string message, string marked, bool isFirst = false)
    {
        (string program, int start, int length) = TestWorkspace.Unmark(marked);

        BoundProgram bound = isFirst ? TestWorkspace.Bind(Prelude + "\n" + program) : TestWorkspace.Bind(program + Prelude);

        int shift = isFirst ? Prelude.Length + 1 : 0;
        Diagnostic diagnostic = Assert.Single(bound.Diagnostics, d => d.Code is not ("FL5000" or "FL8003"));
        Assert.Equal((code, start + shift, length), (diagnostic.Code, diagnostic.Span.Start, diagnostic.Span.Length));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from clicks | select who = user_id, moment = at | window tumble(1m, on: moment) "
        + "| aggregate n = count() by who, window_start")]
    [InlineData("from rides | where op == \"insert\" | window hop(10m, 5m, on: after.pickup) late 1h "
        + "| aggregate n = count() by window_end")]
    [InlineData("from rides | where op != \"delete\" | select zone_id = after.zone_id, at = after.pickup | window session(5m, on: at) "
        + "| aggregate n = count() by zone_id, ended = window_end | window tumble(1h, on: ended) "
        + "| aggregate most = max(n) by window_end")]
    [InlineData("from clicks as c | join places as z as of c.at on c.user_id == z.zone_id | window sliding(10m, on: at) "
        + "| aggregate n = count() by borough, window_end")]
    [InlineData("from clicks as c | join orders as o on c.user_id == o.user_id within 10m | select c.click_id, o.order_id")]
    [InlineData("from clicks | dedupe by click_id keep earliest at ttl 1d | union clicks")]
    public void What_is_bounded_and_timed_is_taken(string query)
    {
        BoundProgram bound = TestWorkspace.Bind($"transform t = {query}\npipeline p {{ write t to bus.topic(\"t\") }}" + Prelude);

        Assert.DoesNotContain(bound.Diagnostics, d => d.IsError && d.Code != "FL5000");
    }

    [Theory]
    [InlineData("clicks", "bus.topic(\"t\")", Delivery.ExactlyOnce)]
    [InlineData("clicks", "other.topic(\"t\")", Delivery.AtLeastOnce)]
    [InlineData("clicks", "pg.table(\"t\")", Delivery.EffectivelyOnce)]
    [InlineData("clicks", "pg.table(\"t\") { delivery: at_least_once }", Delivery.AtLeastOnce)]
    [InlineData("clicks", "console", Delivery.AtLeastOnce)]
    [InlineData("captured", "pg.table(\"t\")", Delivery.EffectivelyOnce)]
    [InlineData("captured", "bus.topic(\"t\")", Delivery.AtLeastOnce)]
    [InlineData("local", "pg.table(\"t\")", Delivery.AtLeastOnce)]
    public void Delivery_follows_from_the_route(string stream, string sink, Delivery delivery)
    {
        BoundProgram bound = TestWorkspace.Bind($"pipeline p {{ write {stream} to {sink} }}" + Prelude);

        Assert.Equal(delivery, Assert.Single(Assert.Single(bound.Pipelines).Writes).Delivery);
    }
}
