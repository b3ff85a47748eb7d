using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>Changes of rows as Debezium's events in Avro; keys are JSON, as without Avro.</summary>
internal sealed class AvroChangeForm(TopicTarget target) : RecordForm
{
    private readonly ChangeKey _key = new(target.Columns);
    private readonly JsonRowWriter _keyRow = ChangeKey.Writer(target.Columns);
    private readonly AvroChangeWriter _writer = new(target.Columns);
    private int _schema;

    public override async Task OpenAsync(KafkaConnection connection, CancellationToken cancel) =>
        _schema = await AvroRecordForm.RegisterAsync(connection, target, _writer.Schema(target.Topic), cancel);

    public override Task<string> LookAsync(KafkaConnection connection, CancellationToken cancel) =>
        AvroRecordForm.LookAsync(connection, target, _writer.Schema(target.Topic), cancel);

    public override (byte[]? Key, byte[]? Value) Write(StreamRows rows, int index) =>
        (_key.IsEmpty ? null : Key(rows, index), AvroRecordForm.Framed(_schema, _writer.Of(rows, index)));

    public override void Dispose() => _keyRow.Dispose();

    private byte[]? Key(StreamRows rows, int index)
    {
        _keyRow.Clear();
        JsonRowWriter writer = _keyRow;
        rows.Write(index, index + 1, ref writer);
        return _key.Of(_keyRow);
    }
}
