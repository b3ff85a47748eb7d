using System.Collections.Immutable;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>The members of the first records and the kinds of their values, which the declared columns are compared with.</summary>
internal sealed class AnswerShape
{
    private const int Most = 100;

    private readonly Dictionary<string, HashSet<JsonTokenType>> _members = new(StringComparer.Ordinal);
    private int _records;

    /// <summary>Names in the order in which they came.</summary>
    public IEnumerable<string> Members => _members.Keys;

    /// <summary>Whether a member was an object or a list wherever it was not null.</summary>
    public bool IsNested(string member)
    {
        HashSet<JsonTokenType> kinds = [.. _members[member]];
        kinds.Remove(JsonTokenType.Null);
        return kinds.Count > 0 && kinds.IsSubsetOf([JsonTokenType.StartObject, JsonTokenType.StartArray]);
    }

    public void Add(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        if (_records >= Most || reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        _records++;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            if (!_members.TryGetValue(name, out HashSet<JsonTokenType>? kinds))
            {
                _members.Add(name, kinds = []);
            }

            kinds.Add(reader.TokenType == JsonTokenType.False ? JsonTokenType.True : reader.TokenType);
            reader.Skip();
        }
    }

    /// <summary>How the answers differ from the declared columns, a line each; none where nothing was answered.</summary>
    public ImmutableArray<string> Differences(ImmutableArray<Column> columns)
    {
        if (_records == 0)
        {
            return [];
        }

        ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
        foreach (Column column in columns)
        {
            if (!_members.TryGetValue(column.Name, out HashSet<JsonTokenType>? kinds))
            {
                if (!column.Nullable)
                {
                    lines.Add($"- {column}   is in none of the first {_records} records");
                }
            }
            else if (kinds.Where(kind => kind != JsonTokenType.Null).ToList() is { Count: > 0 } found
                && !found.Exists(kind => Suits(column.Type.Kind, kind)))
            {
                lines.Add($"~ {column}   is {string.Join(" or ", found.Select(Print))} in the first {_records} records");
            }
        }

        return lines.ToImmutable();
    }

    private static bool Suits(ColumnKind column, JsonTokenType value) => column switch
    {
        ColumnKind.Json or ColumnKind.Text => true,
        ColumnKind.Struct or ColumnKind.Map or ColumnKind.Interval => value == JsonTokenType.StartObject,
        ColumnKind.List => value == JsonTokenType.StartArray,
        ColumnKind.Bool => value is JsonTokenType.True or JsonTokenType.String,
        ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Float32 or ColumnKind.Float64 or ColumnKind.Decimal =>
            value is JsonTokenType.Number or JsonTokenType.String,
        _ => value == JsonTokenType.String,
    };

    private static string Print(JsonTokenType kind) => kind switch
    {
        JsonTokenType.True => "a bool",
        JsonTokenType.Number => "a number",
        JsonTokenType.String => "a text",
        JsonTokenType.StartArray => "a list",
        _ => "an object",
    };
}
