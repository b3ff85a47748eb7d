using FlowLang.Connectors.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams.Tests.Store;

namespace FlowLang.Streams.Tests.Kafka;

public sealed class EmbeddedBrokerTests
{
    [Fact]
    public async Task Topics_are_written_and_read_without_a_server()
    {
        KafkaConnection bus = Connection($"bus{Guid.NewGuid():N}");
        await using IStreamStore store = bus.Store(
            [new TopicTarget("out", TestRows.All, ["id"])], new TopicStoreOptions { Delivery = TopicDelivery.AtLeastOnce });
        await store.OpenAsync(KafkaTopic.Run("embedded"), new StateSignature([new("load", "sum")]), CancellationToken.None);
        await store.TakeAsync(0);
        await store.CommitAsync(1, 100, TestRows.Of(Enumerable.Range(0, 1000)), StoreDatabase.Change("a"));
        await using SourceReader reader = new(bus.Topic("out", new TopicSourceOptions()));
        await reader.OpenAsync("embedded.reader");
        reader.Until(() => reader.Records.Count == 1000 && reader.Ended.Count == 4);
        Assert.Contains("""{"id":7,"name":"n7","amount":"7.00"}""", reader.Records.Select(r => r.Value));
        await using IStreamStore again = bus.Store(
            [new TopicTarget("out", TestRows.All, ["id"])], new TopicStoreOptions { Delivery = TopicDelivery.AtLeastOnce });
        await again.OpenAsync(KafkaTopic.Run("embedded"), new StateSignature([new("load", "sum")]), CancellationToken.None);
        Assert.Equal(new PartitionProgress(StoreDatabase.Partition(0), 100, 1000), Assert.Single(await again.TakeAsync(0)));
        Assert.Equal(["load/0: a"], await again.StateAsync());
    }

    [Fact]
    public async Task It_says_what_it_is_once()
    {
        KafkaConnection bus = Connection($"bus{Guid.NewGuid():N}");
        Lines log = new();
        foreach (string topic in (string[])["a", "b"])
        {
            await using ISideOutput output = bus.Output(new TopicTarget(topic, TestRows.All, []));
            await output.OpenAsync(new StreamRun
            {
                Id = "x",
                ProgramName = "test",
                Pipeline = new PipelineDefinition("x", "test.flow", 1),
                SourceHash = "",
                Settings = KafkaTopic.Run("x").Settings,
                Log = log,
            }, CancellationToken.None);
        }

        string said = Assert.Single(log.Warnings);
        Assert.Contains("in the memory of this process", said, StringComparison.Ordinal);
        Assert.Contains("at_least_once only", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_promises_nothing_that_it_does_not_have()
    {
        await using IStreamStore store = Connection("weak").Store([], new TopicStoreOptions { Delivery = TopicDelivery.ExactlyOnce });
        FlowException refused = await Assert.ThrowsAsync<FlowException>(
            () => store.OpenAsync(KafkaTopic.Run("weak"), StoreDatabase.NoState, CancellationToken.None));
        Assert.Equal("RT4133", refused.Error.Code);
    }

    private static KafkaConnection Connection(string name) => new(name, new KafkaOptions(), KafkaTopic.Run("x").Settings);

    private sealed class Lines : RunLog
    {
        public List<string> Warnings { get; } = [];

        public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields) =>
            Warnings.Add(message);
    }
}
