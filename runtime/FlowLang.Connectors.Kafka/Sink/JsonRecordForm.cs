using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>JSON for key and value; a row that is deleted is a tombstone of its key.</summary>
internal sealed class JsonRecordForm(ImmutableArray<Column> columns, ImmutableArray<string> key) : RecordForm
{
    private readonly KeyForm _key = new(columns, key);
    private readonly JsonRowWriter _writer = new(columns);

    public override (byte[]? Key, byte[]? Value) Write(StreamRows rows, int index)
    {
        _writer.Clear();
        JsonRowWriter writer = _writer;
        rows.Write(index, index + 1, ref writer);
        return (_key.Of(_writer), rows.IsDeleted(index) ? null : _writer.Written.ToArray());
    }

    public override void Dispose() => _writer.Dispose();
}
