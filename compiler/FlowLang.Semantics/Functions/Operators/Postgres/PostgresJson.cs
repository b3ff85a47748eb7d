using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>Json, structs and maps, all of which are jsonb in PostgreSQL.</summary>
public static class PostgresJson
{
    /// <summary>A literal path, step by step: names only of objects, positions only of arrays.</summary>
    public static string At(SqlCall call) => call.Constants[1] is string text && JsonPath.Parse(text) is { } path
        ? $"({call.Arguments[0]} -> {string.Join(" -> ", path.Steps.Select(s => s is string name ? SqlText.Quote(name) : $"{s}"))})"
        : throw new System.Diagnostics.UnreachableException("A json path is a literal that was checked.");

    /// <summary>What is at a literal path, as text.</summary>
    public static string TextAt(SqlCall call) => $"flow.json_text_1({At(call)})";

    /// <summary>Text at a path read by a function that gives null for what it can't read.</summary>
    public static SqlMapping Reading(string function) => new(
        call => $"{function}({TextAt(call)})",
        call => $"({TextAt(call)} IS NOT NULL AND {function}({TextAt(call)}) IS NULL)");

    /// <summary>A part of a document as the value of its type that it was made of.</summary>
    public static string Value(string json, FlowType type, Func<FlowType, string> name) => type switch
    {
        JsonType or RowType or MapType => $"nullif({json}, 'null')",
        TextType or EnumType => $"({json} #>> '{{}}')",
        BytesType => $"decode({json} #>> '{{}}', 'base64')",
        ListType list => $"(CASE WHEN jsonb_typeof({json}) = 'array' THEN ARRAY(SELECT {Value("e", list.Element.Type, name)} " +
            $"FROM jsonb_array_elements({json}) WITH ORDINALITY AS t(e, n) ORDER BY n) END)",
        _ => $"CAST({json} #>> '{{}}' AS {name(type)})",
    };

    /// <summary>A value as a part of a document.</summary>
    public static string Part(string value, FlowType type) =>
        type is BytesType ? $"translate(encode({value}, 'base64'), chr(10), '')" : value;
}
