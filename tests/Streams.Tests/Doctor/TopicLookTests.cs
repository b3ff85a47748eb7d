using System.Collections.Immutable;
using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Kafka;

namespace FlowLang.Streams.Tests.Doctor;

/// <summary>A look at topics and at the subjects of their schemas.</summary>
public sealed class TopicLookTests
{
    private const string Ride = """{"type":"record","name":"Ride","fields":[{"name":"id","type":"int"},{"name":"zone","type":"string"}]}""";

    private static readonly ImmutableArray<Column> Columns =
        [new("id", ColumnType.Int32), new("note", ColumnType.Text, Nullable: true)];

    [SkippableFact]
    public async Task Positions_that_the_topic_has_no_more_are_told()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await topic.ProduceAsync(0, "a", "b", "c");
        await topic.DeleteBeforeAsync(0, 2);
        IStreamSource source = topic.Connection().Topic(topic.Name, new());
        Task<string> LookAsync(params long[] next) => source.LookAsync(
            KafkaTopic.Run(topic.Name),
            [.. next.Select(n => new PartitionProgress(new StreamPartition(topic.Name, 0), n, null))], CancellationToken.None);
        Assert.Equal("1 partition, goes on behind what was processed", await LookAsync(2));
        Assert.Equal("1 partition, begins at the earliest record", await LookAsync());
        Assert.Equal("RT4125", (await Looks.RefusalAsync(() => LookAsync(1))).Code);
        Assert.Equal("RT4126", (await Looks.RefusalAsync(() => LookAsync(4))).Code);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_schema_that_would_not_be_taken_is_told_and_none_is_registered(bool knowsLatestOnly)
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using StandInRegistry registry = new() { KnowsLatestOnly = knowsLatestOnly };
        string subject = $"{topic.Name}-value";
        Task<string> LookAsync(bool canCreate = true) => Connection(topic, registry).Output(
            new TopicTarget(topic.Name, Columns, []) { Format = TopicFormat.Avro, CreateIfMissing = canCreate })
            .LookAsync(KafkaTopic.Run("look"), CancellationToken.None);
        Assert.EndsWith($", registers a schema of subject {subject}", await LookAsync(), StringComparison.Ordinal);
        Assert.Equal("the write says `create: never`", (await Looks.RefusalAsync(() => LookAsync(canCreate: false))).Why);
        Assert.Empty(registry.Registered);

        registry.Registered[subject] = (7, Ride);
        Assert.EndsWith($", registers a schema of subject {subject}", await LookAsync(), StringComparison.Ordinal);
        registry.Incompatible = "READER_FIELD_MISSING_DEFAULT_VALUE: zone";
        FlowError refused = await Looks.RefusalAsync(() => LookAsync());
        Assert.Equal(("RT4147", ErrorKind.Schema, registry.Incompatible), (refused.Code, refused.Kind, refused.Why));
        Assert.Equal((7, Ride), Assert.Single(registry.Registered).Value);
    }

    [SkippableFact]
    public async Task A_schema_that_can_not_be_read_as_the_fields_is_told()
    {
        await using KafkaTopic topic = await KafkaTopic.CreateAsync(KafkaAddress.Require());
        await using StandInRegistry registry = new();
        string subject = $"{topic.Name}-value";
        Task<string> LookAsync() => Connection(topic, registry).Topic(topic.Name, new() { HasSchemas = true, Columns = Columns })
            .LookAsync(KafkaTopic.Run("look"), [], CancellationToken.None);
        Assert.EndsWith($", no schema of subject {subject} yet", await LookAsync(), StringComparison.Ordinal);
        registry.Answers[$"/subjects/{subject}/versions/latest"] = $$"""{"schema":{{System.Text.Json.JsonSerializer.Serialize(Ride)}}}""";
        Assert.EndsWith($", the latest schema of subject {subject} can be read", await LookAsync(), StringComparison.Ordinal);
        registry.Answers[$"/subjects/{subject}/versions/latest"] =
            """{"schema":"{\"type\":\"record\",\"name\":\"Ride\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}"}""";
        FlowError refused = await Looks.RefusalAsync(LookAsync);
        Assert.Equal(("RT4138", ErrorKind.Schema), (refused.Code, refused.Kind));
        Assert.Equal("`id` is string in the schema, and declared as int32", refused.Why);
    }

    [Fact]
    public async Task An_embedded_broker_has_nothing_to_look_at()
    {
        KafkaConnection bus = new($"bus{Guid.NewGuid():N}", new KafkaOptions(), KafkaTopic.Run("look").Settings);
        const string nothing = "nothing to look at: the embedded broker makes it at the start, in the memory of the process";
        Assert.Equal(nothing, await bus.Topic("in", new()).LookAsync(KafkaTopic.Run("look"), [], CancellationToken.None));
        Assert.Equal(nothing, await bus.DeadLetters("dlq").LookAsync(KafkaTopic.Run("look"), CancellationToken.None));
        Assert.Equal(
            [$"sink {bus.Name}.topic(\"out\"): {nothing}", $"state {bus.Name}.topic(\"test.look.changelog\"): RT4133"],
            await Looks.AtAsync(bus.Store([new TopicTarget("out", Columns, [])], new()), "look", new StateSignature([])));
    }

    private static KafkaConnection Connection(KafkaTopic topic, StandInRegistry registry) => KafkaTopic.ConnectionTo(
        topic.Server, new() { Registry = new RegistryOptions { Url = new Secret("registry", registry.Url), Retries = 0 } });
}
