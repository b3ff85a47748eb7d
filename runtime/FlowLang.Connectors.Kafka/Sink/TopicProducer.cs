using Confluent.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// An idempotent producer: records of a partition stay in order and are there once, unless the process dies between. With a transactional
/// id it writes in transactions.
/// </summary>
internal sealed class TopicProducer : IDisposable
{
    private static readonly TimeSpan Full = TimeSpan.FromMilliseconds(10);

    private readonly KafkaConnection _connection;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly Action<DeliveryReport<byte[]?, byte[]?>> _delivered;
    private readonly TokenFeed? _feed;
    private Error? _failure;

    public TopicProducer(
        KafkaConnection connection, TopicCompression compression, string? transactional = null, TimeSpan patience = default)
    {
        _connection = connection;
        Dictionary<string, string> settings = connection.Settings(
            ("enable.idempotence", "true"),
            // As Java's clients place keys, so that topics of both are partitioned alike.
            ("partitioner", "murmur2_random"),
            ("compression.type", compression.ToString().ToLowerInvariant()),
            ("message.max.bytes", "100000000"),
            ("queue.buffering.max.messages", "200000"),
            ("queue.buffering.max.kbytes", "65536"),
            ("message.timeout.ms", "120000"));
        if (transactional is not null)
        {
            settings["transactional.id"] = transactional;
            settings["transaction.timeout.ms"] = $"{patience.TotalMilliseconds}";
            settings["message.timeout.ms"] = settings["transaction.timeout.ms"];
        }

        _producer = new ProducerBuilder<byte[]?, byte[]?>(settings)
            .SetKeySerializer(Serializers.ByteArray)
            .SetValueSerializer(Serializers.ByteArray)
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => _failure ??= IsRefusal(error) ? error : null)
            .SetOAuthBearerTokenRefreshHandler((_, _) => { })
            .Build();
        _feed = connection.Feed(_producer);
        _delivered = Delivered;
    }

    /// <summary>Transactions, for a producer that has an id.</summary>
    public IProducer<byte[]?, byte[]?> Transactions => _producer;

    /// <summary>Hands a record over; it is sent in the background, and waits where too many do.</summary>
    public void Send(string topic, byte[]? key, byte[]? value, Headers? headers = null, int partition = -1)
    {
        Message<byte[]?, byte[]?> message = new() { Key = key, Value = value, Headers = headers };
        while (true)
        {
            try
            {
                _producer.Produce(new TopicPartition(topic, partition), message, _delivered);
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(Full);
            }
            catch (KafkaException e)
            {
                throw KafkaErrors.Translate(e, _connection.Target, $"writing to topic {topic}");
            }
        }
    }

    /// <summary>As <see cref="Send(string, byte[], byte[], Headers, int)"/>, all rows.</summary>
    public void Send(string topic, RecordForm form, StreamRows rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            try
            {
                (byte[]? key, byte[]? value) = form.Write(rows, i);
                Send(topic, key, value);
            }
            catch (UnwritableValueException e)
            {
                throw new FlowException(StoreErrors.Refused($"topic {topic}", e), e);
            }
        }
    }

    /// <summary>Returns when all that was handed over is acknowledged by all replicas that have to.</summary>
    public void Acknowledge(string work, CancellationToken cancel)
    {
        _producer.Flush(cancel);
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            throw new FlowException(KafkaErrors.Of(failure.Code, failure.Reason, _connection.Target, work));
        }
    }

    /// <inheritdoc cref="Acknowledge"/>
    public Task AcknowledgeAsync(string work, CancellationToken cancel) => Task.Run(() => Acknowledge(work, cancel), cancel);

    public void Dispose()
    {
        _feed?.Dispose();
        _producer.Dispose();
    }

    private static bool IsRefusal(Error error) =>
        error.IsFatal || error.Code is ErrorCode.Local_Authentication or ErrorCode.Local_Ssl;

    private void Delivered(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (report.Error.IsError)
        {
            _failure ??= report.Error;
        }
    }
}
