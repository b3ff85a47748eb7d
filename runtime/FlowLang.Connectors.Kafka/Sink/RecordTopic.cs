using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A topic that takes records as they are, by an idempotent producer: those of a key stay in order, and each is there once as long as the
/// process lives.
/// </summary>
internal sealed class RecordTopic(KafkaConnection connection, string topic) : IRecordOutput
{
    private NativeProducer? _producer;

    /// <inheritdoc/>
    public string Name => $"{connection.Name}.topic(\"{topic}\")";

    /// <inheritdoc/>
    public async Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        connection.Announce(run.Log);
        await TopicSetup.EnsureAsync(connection, new TopicTarget(topic, [], []), cancel);
        _producer = NativeProducer.Open(
            connection,
            connection.Settings(
                ("enable.idempotence", "true"),
                ("partitioner", "murmur2_random"),
                ("compression.type", "lz4"),
                ("linger.ms", "5"),
                ("batch.size", "1000000"),
                ("message.max.bytes", "100000000"),
                ("queue.buffering.max.messages", "200000"),
                ("queue.buffering.max.kbytes", "65536"),
                ("message.timeout.ms", "120000")),
            topic);
    }

    /// <inheritdoc/>
    public async Task<string> LookAsync(StreamRun run, CancellationToken cancel) =>
        (await TopicSetup.LookAsync(connection, new TopicTarget(topic, [], []), cancel)).Found;

    /// <inheritdoc/>
    public Task WriteAsync(RecordBatch batch, CancellationToken cancel) => _producer is { } producer
        ? AcknowledgedAsync(producer.Send(batch))
        : throw new InvalidOperationException("the output is not open");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _producer?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcknowledgedAsync(Task<int> done)
    {
        int error = await done;
        if (error != 0)
        {
            throw new FlowException(KafkaErrors.Of(error, connection.Target, $"writing to {Name}"));
        }
    }
}
