using Confluent.Kafka;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Postgres.Streams;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Kafka;
using FlowLang.Streams.Tests.Store;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Streams.Tests.Doctor;

/// <summary>
/// <c>doctor</c> and dry runs of streams between a real Kafka and a real PostgreSQL: what they say, and that they make nothing.
/// </summary>
public sealed class DoctorTests
{
    private readonly string _pipeline = $"p{Guid.NewGuid():N}";

    private string Letters => $"{_pipeline}.dlq";

    [SkippableFact]
    public async Task Each_end_that_is_well_is_told_and_nothing_is_made()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), partitions: 2);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        TableIndex<int, int> names = new();
        names.Skip();
        DoctoredProgram program = Program(topic, topic.Name, database, () => names);
        string[] ends =
        [
            "sink pg.table(\"public.zones\"): creates table public.zones, upserts into",
            "state in pg: the first start creates flow.stream_offsets",
            "sink pg.table(\"public.late\"): creates table public.late, appends to",
            $"sink bus.topic(\"{Letters}\"): creates topic {Letters}",
            $"source bus.topic(\"{topic.Name}\"): 2 partitions, begins at the earliest record",
            "source lake.csv(\"names.csv\"): `names` can be joined, rows: 1",
        ];

        (int exit, string[] lines) = await program.AskAsync("doctor");
        Assert.Equal([.. ends.Select(end => $"ok    {end}"), "ok    it can start"], lines);
        Assert.Equal(0, exit);
        (exit, lines) = await program.AskAsync("run", "--dry-run");
        Assert.Equal(ends, lines.Take(ends.Length));
        Assert.Equal(0, exit);

        Assert.Equal(0L, await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('flow', 'public')"));
        using IAdminClient admin = new AdminClientBuilder([new("bootstrap.servers", topic.Server)]).SetLogHandler((_, _) => { }).Build();
        Assert.DoesNotContain(
            admin.GetMetadata(TimeSpan.FromSeconds(30)).Topics, t => t.Topic.Contains(_pipeline, StringComparison.Ordinal));
        Assert.DoesNotContain((await admin.ListConsumerGroupsAsync()).Valid, g => g.GroupId.Contains(_pipeline, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Each_that_is_not_is_told_and_hides_no_other()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE zones (id int PRIMARY KEY, name text); CREATE VIEW late AS SELECT 1 AS id");
        DoctoredProgram program = Program(
            topic, $"{_pipeline}.none", database, () => throw new FlowException(StreamErrors.TableRow("names", "NaN")));

        (int exit, string[] lines) = await program.AskAsync("doctor");
        Assert.Equal(
            [
                "FAIL  sink pg.table(\"public.zones\")", "error RT6011",
                "ok    state in pg: the first start creates flow.stream_offsets",
                "FAIL  sink pg.table(\"public.late\")", "error RT6012",
                $"ok    sink bus.topic(\"{Letters}\"): creates topic {Letters}",
                $"FAIL  source bus.topic(\"{_pipeline}.none\")", "error RT4123",
                "FAIL  source lake.csv(\"names.csv\")", "error RT4190",
            ],
            lines);
        Assert.Equal((int)ErrorKind.Schema, exit);
        (exit, lines) = await program.AskAsync("run", "--dry-run");
        Assert.Equal(((int)ErrorKind.Schema, "error RT6011"), (exit, lines.Single(l => l.StartsWith("error", StringComparison.Ordinal))));
    }

    [SkippableFact]
    public async Task Of_several_instances_what_the_first_partition_stored_is_compared()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require(), partitions: 2);
        StreamTopology Create(StreamRun run) => Topology(topic.Connection().Topic(topic.Name, new()), Store()) with { IsSharded = true };
        IStreamStore Store() => topic.Connection().Store([new TopicTarget($"{_pipeline}.out", TestRows.All, [])], new());
        DoctoredProgram program = new(_pipeline, Create);
        string log = $"test.{_pipeline}.0.changelog";
        string[] first =
        [
            $"ok    source bus.topic(\"{topic.Name}\"): 2 partitions",
            $"ok    sink bus.topic(\"{_pipeline}.out\"): creates topic {_pipeline}.out",
        ];
        (int exit, string[] lines) = await program.AskAsync("doctor");
        Assert.Equal([.. first, $"ok    state bus.topic(\"{log}\"): creates topic {log}", "ok    it can start"], lines);
        Assert.Equal(0, exit);
    }

    private static StreamTopology Topology(IStreamSource source, IStreamStore store) =>
        CountPipeline.Topology(source, store, TimeSpan.Zero, lanes: 1);

    private DoctoredProgram Program(KafkaTopic topic, string read, PostgresDatabase database, Func<ITableRows> names) => new(_pipeline, _ =>
    {
        StreamTopology topology = Topology(
            topic.Connection().Topic(read, new()),
            new PostgresStreamStore(StoreDatabase.Connection(database.ConnectionString), [StrictTable()]));
        return topology with
        {
            Tables = [new ReloadedTable("names", "lake.csv(\"names.csv\")", TimeSpan.FromHours(1), (_, _) => Task.FromResult(names()))],
            Inputs = [topology.Inputs[0] with { DeadLetters = topic.Connection().DeadLetters(Letters) }],
            Sides =
            [
                new PostgresOutput(StoreDatabase.Connection(database.ConnectionString), StoreDatabase.Table(WriteMode.Append, "late")),
            ],
        };
    });

    private static TableTarget StrictTable() => StoreDatabase.Table() with
    {
        Options = new TableOptions { Mode = WriteMode.Upsert, OnSchemaChange = SchemaChange.Fail },
    };
}
