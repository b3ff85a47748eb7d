using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FlowLang.Connectors.Files;

/// <summary>The values of the columns that a query reads, out of one line.</summary>
internal sealed class JsonRecord(byte[][] names)
{
    private readonly (int Start, int Length)[] _values = new (int, int)[names.Length];
    private byte[] _text = new byte[4096];
    private int _used;

    /// <summary>Why the line can't be read, or null.</summary>
    public string? Bad { get; private set; }

    /// <summary>False where the member is missing or null.</summary>
    public bool TryGet(int column, out ReadOnlySpan<byte> value)
    {
        (int start, int length) = _values[column];
        value = start < 0 ? default : _text.AsSpan(start, length);
        return start >= 0;
    }

    public void Parse(ReadOnlySpan<byte> line)
    {
        Bad = null;
        _used = 0;
        Array.Fill(_values, (-1, 0));
        if (_text.Length < line.Length)
        {
            _text = new byte[line.Length * 2];
        }

        try
        {
            Read(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Bad = Utf8.IsValid(line) ? $"it is not valid JSON: {Shorten(e.Message)}" : "it is not valid UTF-8";
            Array.Fill(_values, (-1, 0));
        }
    }

    private static string Shorten(string message)
    {
        int end = message.IndexOf(". LineNumber", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Bad = "it is not a JSON object";
            return;
        }

        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int column = Find(ref reader, expected);
            reader.Read();
            if (column < 0)
            {
                reader.Skip();
                continue;
            }

            expected = column + 1;
            _values[column] = Value(ref reader, line);
        }

        // Reads to the end, so that anything after the object is found.
        while (reader.Read())
        {
        }
    }

    // Members mostly come in the same order, so the column after the last one is tried first.
    private int Find(ref Utf8JsonReader reader, int expected)
    {
        if (expected < names.Length && reader.ValueTextEquals(names[expected]))
        {
            return expected;
        }

        for (int i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private (int Start, int Length) Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return (-1, 0);
            case JsonTokenType.String:
                int start = _used;
                int length = reader.CopyString(_text.AsSpan(start));
                _used += length;
                if (_text.AsSpan(start, length).Contains((byte)0))
                {
                    Bad ??= "it has a NUL character";
                    return (-1, 0);
                }

                return (start, length);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                int from = (int)reader.TokenStartIndex;
                reader.Skip();
                return Copy(line[from..(int)reader.BytesConsumed]);
            default:
                return Copy(reader.ValueSpan);
        }
    }

    private (int Start, int Length) Copy(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_text.AsSpan(_used));
        _used += text.Length;
        return (_used - text.Length, text.Length);
    }
}
