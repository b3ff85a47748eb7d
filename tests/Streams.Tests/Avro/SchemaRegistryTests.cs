using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Decoding;
using FlowLang.Streams.Tests.Kafka;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>A schema registry over http: what it has, what it has not, and what else can stand at its address.</summary>
public sealed class SchemaRegistryTests
{
    private const string Ride = """{"type":"record","name":"Ride","fields":[{"name":"id","type":"int"}]}""";

    private static KafkaConnection Connection(string url, string? password = null) => new(
        "bus",
        new KafkaOptions
        {
            Registry = new RegistryOptions
            {
                Url = new Secret("registry", url),
                User = password is null ? null : new Secret("user", "reader"),
                Password = password is null ? null : new Secret("password", password),
                Timeout = TimeSpan.FromSeconds(5),
                Retries = 2,
            },
        },
        new ProgramSettings
        {
            Parameters = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
            DataDirectory = "/",
        });

    private static FlowError Refusal(Action act) => Assert.Throws<FlowException>(act).Error;

    [Fact]
    public async Task A_schema_is_asked_for_once_and_one_that_is_missing_is_none()
    {
        await using StandInRegistry registry = new();
        registry.Add(7, Ride);
        IAvroSchemas schemas = Connection(registry.Url).Schemas;
        Assert.Equal("record Ride", $"{schemas.Find(7)}");
        Assert.Same(schemas.Find(7), schemas.Find(7));
        Assert.Null(schemas.Find(8));
        Assert.Null(schemas.Find(8));
        Assert.Equal(["/schemas/ids/7", "/schemas/ids/8"], registry.Asked);
    }

    [Fact]
    public async Task Names_of_other_schemas_are_found()
    {
        await using StandInRegistry registry = new();
        registry.AddVersion("money", 3, """{"type":"fixed","name":"Money","size":8}""");
        registry.AddVersion(
            "zone", 1, """{"type":"record","name":"Zone","fields":[{"name":"price","type":"Money"}]}""",
            """[{"name":"Money","subject":"money","version":3}]""");
        registry.Add(
            1, """{"type":"record","name":"Ride","fields":[{"name":"zone","type":"Zone"},{"name":"price","type":"Money"}]}""",
            """[{"name":"Zone","subject":"zone","version":1},{"name":"Money","subject":"money","version":3}]""");
        Assert.Equal("record Ride", $"{Connection(registry.Url).Schemas.Find(1)}");
        registry.Add(2, """{"type":"record","name":"Ride","fields":[{"name":"zone","type":"Zone"}]}""");
        Assert.Equal(
            "type `Zone` is not defined", Assert.Throws<AvroSchemaException>(() => Connection(registry.Url).Schemas.Find(2)).Message);
    }

    [Fact]
    public async Task Schemas_of_another_kind_are_none()
    {
        await using StandInRegistry registry = new();
        registry.Answers["/schemas/ids/1"] = """{"schemaType":"PROTOBUF","schema":"syntax = \"proto3\";"}""";
        Assert.Equal("it is of type PROTOBUF", Assert.Throws<AvroSchemaException>(() => Connection(registry.Url).Schemas.Find(1)).Message);
    }

    [Fact]
    public async Task A_registry_that_is_busy_for_a_moment_is_asked_again()
    {
        await using StandInRegistry registry = new() { Failures = 2 };
        registry.Add(1, Ride);
        Assert.Equal("record Ride", $"{Connection(registry.Url).Schemas.Find(1)}");
        registry.Failures = 100;
        FlowError busy = Refusal(() => Connection(registry.Url).Schemas.Find(1));
        Assert.Equal(("RT4139", true, "it says 503 Service Unavailable"), (busy.Code, busy.Transient, busy.Why));
    }

    [Fact]
    public async Task The_probe_reaches_it()
    {
        await using StandInRegistry registry = new() { User = "reader:hunter2" };
        Assert.Equal(
            "the embedded broker, in the memory of this process; its schema registry",
            await Connection(registry.Url, "hunter2").ProbeAsync(CancellationToken.None));
        FlowError refused = (await Assert.ThrowsAsync<FlowException>(
            () => Connection(registry.Url, "letmein").ProbeAsync(CancellationToken.None))).Error;
        Assert.Equal("RT4140", refused.Code);
        Assert.DoesNotContain("letmein", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_avro_is_not_opened_without_it()
    {
        KafkaConnection nowhere = Connection("http://127.0.0.1:1");
        await using IStreamSource source = nowhere.Topic("rides", new TopicSourceOptions { HasSchemas = true });
        FlowError refused = (await Assert.ThrowsAsync<FlowException>(
            () => source.OpenAsync(KafkaTopic.Run("avro"), CancellationToken.None))).Error;
        Assert.Equal("RT4139", refused.Code);
        Assert.Contains("nothing listens at port 1", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topics_schema_is_registered_under_its_subject_before_a_row_is_written()
    {
        await using StandInRegistry registry = new() { User = "reader:hunter2" };
        KafkaConnection connection = Connection(registry.Url, "hunter2");
        await using (ISideOutput output = connection.Output(Target("taxi.rides")))
        {
            await output.OpenAsync(KafkaTopic.Run("avro"), CancellationToken.None);
        }

        await using (ISideOutput again = connection.Output(Target("taxi.rides") with { CreateIfMissing = false }))
        {
            await again.OpenAsync(KafkaTopic.Run("avro"), CancellationToken.None);
        }

        Assert.Equal(["/subjects/taxi.rides-value/versions", "/subjects/taxi.rides-value"], registry.Asked);
        Assert.Equal(
            """
            {"type":"record","name":"taxi.rides","fields":[{"name":"id","type":"int"},{"name":"note","type":["null","string"],"default":null}]}
            """,
            Assert.Single(registry.Registered).Value.Schema);
    }

    [Fact]
    public async Task A_schema_that_the_registry_does_not_take_is_told_in_its_words()
    {
        const string why = "Schema being registered is incompatible with an earlier schema for subject \"rides-value\"";
        await using StandInRegistry registry = new() { Incompatible = why };
        await using ISideOutput output = Connection(registry.Url).Output(Target("rides"));
        FlowError refused = (await Assert.ThrowsAsync<FlowException>(
            () => output.OpenAsync(KafkaTopic.Run("avro"), CancellationToken.None))).Error;
        Assert.Equal(("RT4147", why, ErrorKind.Schema), (refused.Code, refused.Why, refused.Kind));
        await using ISideOutput never = Connection(registry.Url).Output(Target("rides") with { CreateIfMissing = false });
        refused = (await Assert.ThrowsAsync<FlowException>(
            () => never.OpenAsync(KafkaTopic.Run("avro"), CancellationToken.None))).Error;
        Assert.Equal(("RT4147", "the write says `create: never`"), (refused.Code, refused.Why));
    }

    private static TopicTarget Target(string topic) => new(
        topic, [new Column("id", ColumnType.Int32), new Column("note", ColumnType.Text, Nullable: true)], [])
    {
        Format = TopicFormat.Avro,
    };

    [Theory]
    [InlineData("<html></html>", "it says 200 OK, and its answer is no JSON")]
    [InlineData("{}", "it does not say that it has schemas of type AVRO")]
    [InlineData("[\"JSON\"]", "it does not say that it has schemas of type AVRO")]
    public async Task Something_else_at_its_address_is_told(string answer, string why)
    {
        await using StandInRegistry registry = new();
        registry.Answers["/schemas/types"] = answer;
        FlowError refused = (await Assert.ThrowsAsync<FlowException>(
            () => Connection(registry.Url).ProbeAsync(CancellationToken.None))).Error;
        Assert.Equal(("RT4141", why), (refused.Code, refused.Why));
        Assert.Equal("RT4141", Refusal(() => _ = Connection("registry:8081").Schemas).Code);
    }
}
