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

    /// <summary>The subject is that of the topic's values (TopicNameStrategy).</summary>
    public static Task<int> RegisterAsync(KafkaConnection connection, TopicTarget target, string schema, CancellationToken cancel) =>
        connection.Registry.RegisterAsync(SchemaRegistry.SubjectOf(target.Topic), schema, target.CreateIfMissing, cancel);

    /// <summary>What <see cref="RegisterAsync"/> would do, to be added to a line about the topic.</summary>
    public static async Task<string> LookAsync(KafkaConnection connection, TopicTarget target, string schema, CancellationToken cancel)
    {
        string subject = SchemaRegistry.SubjectOf(target.Topic);
        return await connection.Registry.RequireTakenAsync(subject, schema, target.CreateIfMissing, cancel)
            ? $", schema of subject {subject} is registered"
            : $", registers a schema of subject {subject}";
    }

    /// <summary>A record in the registry's wire format.</summary>
    public static byte[] Framed(int schema, ReadOnlySpan<byte> record)
    {
        byte[] value = new byte[Head + record.Length];
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(1), schema);
        record.CopyTo(value.AsSpan(Head));
        return value;
    }

    public override async Task OpenAsync(KafkaConnection connection, CancellationToken cancel) =>
        _schema = await RegisterAsync(connection, target, Schema, cancel);

    public override Task<string> LookAsync(KafkaConnection connection, CancellationToken cancel) =>
        LookAsync(connection, target, Schema, cancel);

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
        return (key, Framed(_schema, _writer.Written.Span));
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
