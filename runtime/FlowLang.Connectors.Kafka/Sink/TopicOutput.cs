using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>A topic for late rows, rejects, and what another system than the store takes.</summary>
internal sealed class TopicOutput(KafkaConnection connection, TopicTarget target) : ISideOutput
{
    private readonly RecordForm _form = RecordForm.Of(target);
    private TopicProducer? _producer;

    public string Name => $"{connection.Name}.topic(\"{target.Topic}\")";

    public async Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        connection.Announce(run.Log);
        await _form.OpenAsync(connection, cancel);
        await TopicSetup.EnsureAsync(connection, target, cancel);
        _producer = new TopicProducer(connection, target.Compression);
    }

    public async Task<string> LookAsync(StreamRun run, CancellationToken cancel)
    {
        (string found, _) = await TopicSetup.LookAsync(connection, target, cancel);
        return found + await _form.LookAsync(connection, cancel);
    }

    public Task WriteAsync(StreamRows rows, CancellationToken cancel)
    {
        TopicProducer producer = _producer ?? throw new InvalidOperationException("the output is not open");
        producer.Send(target.Topic, _form, rows);
        return producer.AcknowledgeAsync($"writing to {Name}", cancel);
    }

    public ValueTask DisposeAsync()
    {
        _producer?.Dispose();
        _form.Dispose();
        return ValueTask.CompletedTask;
    }
}
