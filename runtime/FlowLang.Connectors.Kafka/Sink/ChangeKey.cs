using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>The key of a change event: an object of the key fields of the row that changed, in JSON.</summary>
internal sealed class ChangeKey
{
    private readonly int _before;
    private readonly int _after;
    private readonly ImmutableArray<string> _fields;
    private readonly ArrayBufferWriter<byte> _key = new();

    public ChangeKey(ImmutableArray<Column> columns)
    {
        _before = columns.IndexOf(columns.Single(c => c.Name == "before"));
        _after = columns.IndexOf(columns.Single(c => c.Name == "after"));
        _fields = [.. columns[_after].Type.Fields.Where(f => f.IsKey).Select(f => f.Name)];
    }

    public bool IsEmpty => _fields.IsEmpty;

    /// <summary>What writes the rows that it reads.</summary>
    public static JsonRowWriter Writer(ImmutableArray<Column> columns) =>
        new(columns) { HasLargeIntegers = true, HasCountedTimes = true };

    /// <summary>Null where the row has none.</summary>
    public byte[]? Of(JsonRowWriter change)
    {
        ReadOnlySpan<byte> after = change.ValueOf(_after);
        ReadOnlySpan<byte> row = after.SequenceEqual("null"u8) ? change.ValueOf(_before) : after;
        if (IsEmpty || row.SequenceEqual("null"u8))
        {
            return null;
        }

        _key.ResetWrittenCount();
        Utf8JsonReader reader = new(row);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (_fields.Contains(name, StringComparer.Ordinal))
            {
                Add($"{(_key.WrittenCount == 0 ? '{' : ',')}{JsonSerializer.Serialize(name)}:");
                _key.Write(row[start..(int)reader.BytesConsumed]);
            }
        }

        Add("}");
        return _key.WrittenSpan.ToArray();
    }

    private void Add(string text) => _key.Write(Encoding.UTF8.GetBytes(text));
}
