using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A line of RFC 4180 without its end: null is an empty field, an empty text is <c>""</c>, lists, structs and maps are their JSON. The key
/// is as in JSON.
/// </summary>
internal sealed class CsvRecordForm(ImmutableArray<Column> columns, ImmutableArray<string> key) : RecordForm
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\"\r\n"u8);

    private readonly KeyForm _key = new(columns, key);
    private readonly JsonRowWriter _writer = new(columns);
    private readonly ArrayBufferWriter<byte> _line = new();

    public override (byte[]? Key, byte[]? Value) Write(StreamRows rows, int index)
    {
        _writer.Clear();
        JsonRowWriter writer = _writer;
        rows.Write(index, index + 1, ref writer);
        byte[]? recordKey = _key.Of(_writer);
        if (rows.IsDeleted(index))
        {
            return (recordKey, null);
        }

        _line.ResetWrittenCount();
        for (int i = 0; i < columns.Length; i++)
        {
            if (i > 0)
            {
                _line.Write(","u8);
            }

            Field(_writer.ValueOf(i));
        }

        return (recordKey, _line.WrittenSpan.ToArray());
    }

    public override void Dispose() => _writer.Dispose();

    private void Field(ReadOnlySpan<byte> json)
    {
        if (json.SequenceEqual("null"u8))
        {
            return;
        }

        if (json[0] != '"')
        {
            Text(json);
            return;
        }

        Utf8JsonReader reader = new(json);
        reader.Read();
        byte[] text = ArrayPool<byte>.Shared.Rent(json.Length);
        Text(text.AsSpan(0, reader.CopyString(text)));
        ArrayPool<byte>.Shared.Return(text);
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && !text.ContainsAny(Quoted))
        {
            _line.Write(text);
            return;
        }

        _line.Write("\""u8);
        while (text.IndexOf((byte)'"') is >= 0 and var quote)
        {
            _line.Write(text[..(quote + 1)]);
            _line.Write("\""u8);
            text = text[(quote + 1)..];
        }

        _line.Write(text);
        _line.Write("\""u8);
    }
}
