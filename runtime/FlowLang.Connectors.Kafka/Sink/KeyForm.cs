using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>A record's key, out of the JSON of its row.</summary>
internal sealed class KeyForm
{
    private readonly ImmutableArray<int> _columns;
    private readonly ImmutableArray<byte[]> _names;
    private readonly bool _isText;
    private readonly ArrayBufferWriter<byte> _several = new();

    public KeyForm(ImmutableArray<Column> columns, ImmutableArray<string> key)
    {
        _columns = [.. key.Select(k => columns.IndexOf(columns.Single(c => c.Name == k)))];
        _names = [.. key.Select((k, i) => Encoding.UTF8.GetBytes($"{(i == 0 ? '{' : ',')}{JsonSerializer.Serialize(k)}:"))];
        _isText = _columns is [var only] && columns[only].Type.Kind == ColumnKind.Text;
    }

    public byte[]? Of(JsonRowWriter row)
    {
        if (_columns.IsEmpty)
        {
            return null;
        }

        if (_columns is not [var only])
        {
            return Several(row);
        }

        ReadOnlySpan<byte> value = row.ValueOf(only);
        return _isText && value[0] == '"' ? Text(value) : value.ToArray();
    }

    private static byte[] Text(ReadOnlySpan<byte> quoted)
    {
        if (!quoted.Contains((byte)'\\'))
        {
            return quoted[1..^1].ToArray();
        }

        Utf8JsonReader reader = new(quoted);
        reader.Read();
        byte[] text = new byte[quoted.Length];
        return text[..reader.CopyString(text)];
    }

    private byte[] Several(JsonRowWriter row)
    {
        _several.ResetWrittenCount();
        for (int i = 0; i < _columns.Length; i++)
        {
            _several.Write(_names[i]);
            _several.Write(row.ValueOf(_columns[i]));
        }

        _several.Write("}"u8);
        return _several.WrittenSpan.ToArray();
    }
}
