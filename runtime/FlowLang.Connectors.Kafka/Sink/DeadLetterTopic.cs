using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A topic for records that could not be processed: key and value as they came, and in headers <c>flow.code</c>, <c>flow.message</c>,
/// <c>flow.topic</c>, <c>flow.partition</c> and <c>flow.offset</c> as texts.
/// </summary>
internal sealed class DeadLetterTopic(KafkaConnection connection, string topic) : IDeadLetterOutput
{
    // What a topic let in its dead letters have to let in, too: of one that is made here.
    private static readonly ImmutableSortedDictionary<string, string> AnySize =
        ImmutableSortedDictionary<string, string>.Empty.Add("max.message.bytes", "104857600");

    private TopicProducer? _producer;

    public string Name => $"{connection.Name}.topic(\"{topic}\")";

    public async Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        connection.Announce(run.Log);
        TopicTarget target = new(topic, [], []);
        bool isThere = await TopicSetup.CheckAsync(connection, target, cancel);
        await TopicSetup.EnsureAsync(connection, isThere ? target : target with { Settings = AnySize }, cancel);
        _producer = new TopicProducer(connection, TopicCompression.Lz4);
    }

    public async Task<string> LookAsync(StreamRun run, CancellationToken cancel)
    {
        TopicTarget target = new(topic, [], []);
        return (await TopicSetup.LookAsync(connection, target, target with { Settings = AnySize }, cancel)).Found;
    }

    public Task WriteAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancel)
    {
        TopicProducer producer = _producer ?? throw new InvalidOperationException("the output is not open");
        foreach (DeadLetter letter in letters)
        {
            producer.Send(topic, letter.Key.Length == 0 ? null : letter.Key, letter.Value, HeadersOf(letter));
        }

        return producer.AcknowledgeAsync($"writing to {Name}", cancel);
    }

    public ValueTask DisposeAsync()
    {
        _producer?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Headers HeadersOf(DeadLetter letter) => new()
    {
        { "flow.code", Encoding.UTF8.GetBytes(letter.Code) },
        { "flow.message", Encoding.UTF8.GetBytes(letter.Message) },
        { "flow.topic", Encoding.UTF8.GetBytes(letter.Partition.Topic) },
        { "flow.partition", Encoding.UTF8.GetBytes(letter.Partition.Number.ToString(CultureInfo.InvariantCulture)) },
        { "flow.offset", Encoding.UTF8.GetBytes(letter.Offset.ToString(CultureInfo.InvariantCulture)) },
    };
}
