using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Streams.Decoding;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// Changes of rows as Debezium's events without a schema (https://debezium.io/documentation/reference/stable/connectors/postgresql.html),
/// with decimals as text: the value has `before`, `after`, `source` and `op`, the key the row's key fields.
/// </summary>
internal sealed class DebeziumRecordForm : RecordForm
{
    private readonly JsonRowWriter _writer;
    private readonly ImmutableArray<Column> _columns;
    private readonly (int Before, int After, int Op, int Lsn, int Committed) _at;
    private readonly ChangeKey _key;
    private readonly ArrayBufferWriter<byte> _event = new();

    public DebeziumRecordForm(ImmutableArray<Column> columns)
    {
        _columns = columns;
        _at = (Find("before"), Find("after"), Find("op"), Find("lsn"), Find("committed_at"));
        _key = new ChangeKey(columns);
        _writer = ChangeKey.Writer(columns);
    }

    public override (byte[]? Key, byte[]? Value) Write(StreamRows rows, int index)
    {
        _writer.Clear();
        JsonRowWriter writer = _writer;
        rows.Write(index, index + 1, ref writer);
        byte[]? key = _key.Of(_writer);
        _event.ResetWrittenCount();
        _event.Write("{\"before\":"u8);
        _event.Write(_writer.ValueOf(_at.Before));
        _event.Write(",\"after\":"u8);
        _event.Write(_writer.ValueOf(_at.After));
        _event.Write(",\"source\":{"u8);
        Source();
        _event.Write("},\"op\":\""u8);
        _event.Write([ChangeOperation.LetterOf(_writer.ValueOf(_at.Op)[1..^1])]);
        _event.Write("\"}"u8);
        return (key, _event.WrittenSpan.ToArray());
    }

    public override void Dispose() => _writer.Dispose();

    private int Find(string name) => _columns.IndexOf(_columns.FirstOrDefault(c => c.Name == name) ?? new Column("", ColumnType.Text));

    // The commit's time stands in the row as text.
    private void Source()
    {
        string separator = "";
        if (_at.Committed >= 0 && TextValues.TryInstant(_writer.ValueOf(_at.Committed)[1..^1], out DateTime at))
        {
            long microseconds = EventTime.Of(at);
            Add(string.Create(CultureInfo.InvariantCulture, $"\"ts_ms\":{microseconds / 1000},\"ts_us\":{microseconds}"));
            separator = ",";
        }

        if (_at.Lsn >= 0)
        {
            Add(separator + "\"lsn\":");
            _event.Write(_writer.ValueOf(_at.Lsn));
        }
    }

    private void Add(string text) => _event.Write(Encoding.UTF8.GetBytes(text));
}
