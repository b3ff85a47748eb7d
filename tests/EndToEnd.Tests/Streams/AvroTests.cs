using System.Buffers.Binary;
using System.Text;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>Records in Avro from a real Kafka, with a registry that has their schemas, into a real PostgreSQL.</summary>
public sealed class AvroTests
{
    private const string First = """
        {"type":"record","name":"Trip","fields":[{"name":"trip_id","type":"int"},{"name":"fare",
        "type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},{"name":"note","type":["null","string"]}]}
        """;

    private const string Second = """
        {"type":"record","name":"Trip","fields":[{"name":"driver","type":"string"},{"name":"note","type":["string","null"]},
        {"name":"fare","type":["null",{"type":"bytes","logicalType":"decimal","precision":8,"scale":1}]},{"name":"trip_id","type":"long"}]}
        """;

    // 1.99, "x"; then "é", "y", 2.5.
    private static readonly byte[] s_first = [2, 4, 0, 199, 2, 2, (byte)'x'];
    private static readonly byte[] s_second = [4, 0xC3, 0xA9, 0, 2, (byte)'y', 2, 2, 25, 4];

    [SkippableFact]
    public async Task Records_of_two_schemas_become_rows_and_bad_ones_letters()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        await using StandInRegistry registry = new() { User = "reader:hunter2" };
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildAsync(folder, topic, database, registry.Url);
        program.Variables["REGISTRY_PASSWORD"] = "hunter2";
        registry.Add(1, First);
        registry.Add(2, Second);
        registry.Add(3, """{"type":"record","name":"Trip","fields":[{"name":"trip_id","type":"string"}]}""");
        topic.Produce(0, Framed(1, s_first));
        topic.Produce(0, Framed(2, s_second));
        topic.Produce(0, Framed(9, s_first));
        topic.Produce(0, Framed(3, s_first));
        topic.Produce(0, Framed(1, s_second));
        topic.Produce(0, Encoding.UTF8.GetBytes("{\"trip_id\":1}"));

        CommandResult run = await program.RunAsync("copy", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(
            ["1|1.99|x", "2|2.50|y"], await database.RowsAsync("trip_id, fare, note", "FROM mart.trips ORDER BY trip_id"));
        Assert.Equal(4, topic.ReadAll(topic.Name + ".bad").Split('\n').Length);
        Assert.DoesNotContain("hunter2", run.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_registry_that_is_absent_refuses_the_start_and_one_that_goes_fails_the_stream()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        using TemporaryFolder folder = new();
        await using StandInRegistry registry = new();
        BuiltProgram program = await BuildAsync(folder, topic, database, registry.Url);
        program.Variables["REGISTRY_PASSWORD"] = "hunter2";
        registry.Failures = int.MaxValue;
        topic.Produce(0, Framed(1, s_first));
        using (RunningProgram waiting = RunningProgram.Start(program, "copy", "--bounded"))
        {
            await SaysAsync(waiting, "the schema registry of `bus` can't be asked");
            registry.Add(1, First);
            registry.Failures = 0;
            Assert.Equal(0, await waiting.EndAsync());
        }

        Assert.Equal(["1|1.99|x"], await database.RowsAsync("trip_id, fare, note", "FROM mart.trips"));
        registry.Answers["/schemas/types"] = "<html></html>";
        CommandResult refused = await program.RunAsync("copy", "--bounded");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("error RT4141", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Rows_that_are_written_in_avro_are_read_again_and_a_refused_schema_stops_the_start()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await using TripTopic topic = await TripTopic.CreateAsync();
        await using StandInRegistry registry = new();
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuildCopyAsync(folder, topic, database, registry.Url);
        topic.Produce(0, """{"id":1,"fare":"-1.50","at":"2024-03-10T06:00:00.000001Z","tags":["a",null],"place":{"x":0.5},"m":{"k":7}}""");
        topic.Produce(1, """{"id":2,"fare":null,"at":"1969-12-31T23:59:59Z","tags":[],"place":null,"m":{}}""");
        topic.Produce(
            0, """{"id":3,"fare":"9999999999999999999999999999.99","at":"9999-12-31T00:00:00Z","tags":["é"],"place":{"x":-0.0},"m":{}}""");

        registry.Incompatible = "reader's union lacks the type null";
        CommandResult refused = await program.RunAsync("out", "--bounded");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("error RT4147", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("reader's union lacks the type null", refused.ToString(), StringComparison.Ordinal);
        registry.Incompatible = null;
        CommandResult run = await program.RunAsync("out", "--bounded");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal([$"{topic.Name}.avro-value"], registry.Registered.Keys);
        Assert.Equal(["1", "2", "3"], topic.KeysOf(topic.Name + ".avro").Order(StringComparer.Ordinal));
        run = await program.RunAsync("back", "--bounded");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(
            [
                "1|-1.50|2024-03-10 06:00:00.000001+00|{a,NULL}|{\"x\": 0.5}|{\"k\": 7}",
                "2|1969-12-31 23:59:59+00|{}|{}",
                "3|9999999999999999999999999999.99|9999-12-31 00:00:00+00|{é}|{\"x\": 0}|{}",
            ],
            await database.RowsAsync("id, fare, at at time zone 'UTC' || '+00', tags, place, m", "FROM mart.back ORDER BY id"));
        await topic.DeleteAsync([topic.Name + ".avro"]);
    }

    private static async Task<BuiltProgram> BuildCopyAsync(
        TemporaryFolder folder, TripTopic topic, PostgresDatabase database, string registry)
    {
        string name = $"avro{Guid.NewGuid():N}";
        folder.Write($"{name}/main.flow", $$"""
            secret database = env("STREAM_POSTGRES")
            connection bus: kafka { brokers: ["{{topic.Server}}"], schema_registry: "{{registry}}" }
            connection pg: postgres { url: database }
            type Row = { id: int64 @key, fare: decimal(30, 2)?, at: instant, tags: text?[], place: { x: float64 }?, m: map<text, int32> }
            stream rows: append<Row> from bus.topic("{{topic.Name}}")
            stream copies: append<Row> from bus.topic("{{topic.Name}}.avro") { format: avro }
            pipeline out { write rows to bus.topic("{{topic.Name}}.avro") { format: avro, key: [id], delivery: exactly_once } }
            pipeline back { write copies to pg.table("mart.back") { mode: append } }
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder[name], folder.Path);
        program.Variables["STREAM_POSTGRES"] = database.Url;
        return program;
    }

    private static async Task SaysAsync(RunningProgram program, string text)
    {
        for (int i = 0; !program.Said.Contains(text, StringComparison.Ordinal); i++)
        {
            Assert.False(program.HasEnded || i > 1200, program.Said);
            await Task.Delay(50);
        }
    }

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, TripTopic topic, PostgresDatabase database, string registry)
    {
        string name = $"avro{Guid.NewGuid():N}";
        folder.Write($"{name}/main.flow", $$"""
            secret database = env("STREAM_POSTGRES")
            secret registry_password = env("REGISTRY_PASSWORD")
            connection bus: kafka {
              brokers: ["{{topic.Server}}"], schema_registry: "{{registry}}",
              schema_registry_user: "reader", schema_registry_password: registry_password
            }
            connection pg: postgres { url: database }
            type Trip = { trip_id: int64 @key, fare: decimal(10, 2)?, note: text? }
            stream trips: append<Trip> from bus.topic("{{topic.Name}}") {
              format: avro, on_bad_record: dead_letter("{{topic.Name}}.bad")
            }
            pipeline copy { write trips to pg.table("mart.trips") { mode: append, create: if_missing } }
            """);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder[name], folder.Path);
        program.Variables["STREAM_POSTGRES"] = database.Url;
        return program;
    }

    private static byte[] Framed(int schema, byte[] body)
    {
        byte[] head = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), schema);
        return [.. head, .. body];
    }
}
