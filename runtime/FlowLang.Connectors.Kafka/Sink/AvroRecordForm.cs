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

    private string Schema => AvroRowSchema.Of(target.Topic, target.Columns);

    public override async Task OpenAsync(KafkaConnection connection, CancellationToken cancel) => _schema =
        await connection.Registry.RegisterAsync(SchemaRegistry.SubjectOf(target.Topic), Schema, target.CreateIfMissing, cancel);

    public override async Task<string> LookAsync(KafkaConnection connection, CancellationToken cancel)
    {
        string subject = SchemaRegistry.SubjectOf(target.Topic);
        return await connection.Registry.RequireTakenAsync(subject, Schema, target.CreateIfMissing, cancel)
            ? $", schema of subject {subject} is registered"
            : $", registers a schema of subject {subject}";
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
