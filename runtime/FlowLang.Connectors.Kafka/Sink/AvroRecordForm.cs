using System.Buffers.Binary;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// Avro in the wire format of Confluent's serializers: a zero byte, the number of the schema in big-endian, the row. The key is as in JSON;
/// a row that is deleted is a tombstone of its key.
/// </summary>
internal sealed class AvroRecordForm(TopicTarget target) : RecordForm
{
    private const int Head = 5;

    private readonly KeyForm _key = new(target.Columns, target.Key);
    private readonly JsonRowWriter _keyRow = new(target.Columns);
    private readonly AvroRowWriter _writer = new(target.Columns);
    private int _schema;

    /// <summary>The subject is that of the topic's values (TopicNameStrategy).</summary>
    public override async Task OpenAsync(KafkaConnection connection, CancellationToken cancel)
    {
        string schema = AvroRowSchema.Of(target.Topic, target.Columns);
        _schema = await connection.Registry.RegisterAsync($"{target.Topic}-value", schema, target.CreateIfMissing, cancel);
    }

    public override (byte[]? Key, byte[]? Value) Write(StreamRows rows, int index)
    {
        byte[]? key = target.Key.IsEmpty ? null : Key(rows, index);
        if (rows.IsDeleted(index))
        {
            return (key, null);
        }

        _writer.Clear();
        AvroRowWriter writer = _writer;
        rows.Write(index, index + 1, ref writer);
        byte[] value = new byte[Head + _writer.Written.Length];
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(1), _schema);
        _writer.Written.Span.CopyTo(value.AsSpan(Head));
        return (key, value);
    }

    public override void Dispose() => _keyRow.Dispose();

    private byte[]? Key(StreamRows rows, int index)
    {
        _keyRow.Clear();
        JsonRowWriter writer = _keyRow;
        rows.Write(index, index + 1, ref writer);
        return _key.Of(_keyRow);
    }
}
