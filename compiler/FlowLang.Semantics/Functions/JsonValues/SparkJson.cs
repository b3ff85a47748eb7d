using FlowLang.Semantics.Functions;

namespace FlowLang.Semantics.Functions.JsonValues;

/// <summary>Paths and what stands there, in Spark.</summary>
public static class SparkJson
{
    /// <summary>Whether the engine can say it: a name with a quote or question mark stands bare, so it has no dots.</summary>
    public static bool CanSay(string path) =>
        JsonPath.Parse(path) is { } parsed && parsed.Steps.OfType<string>().All(n => n != "*" && (IsPlain(n) || IsQuotable(n)));

    /// <summary>Null for what is not there and for a json null.</summary>
    internal static string Text(SqlCall call) => $"get_json_object({call.Arguments[0]}, {Path(call)})";

    /// <summary>A value read from the text that stands there.</summary>
    internal static SqlMapping Read(string function) => new(
        call => $"{function}({Text(call)})",
        call => $"({Text(call)} IS NOT NULL AND {function}({Text(call)}) IS NULL)");

    /// <summary>What stands there as json: the engine gives strings without their quotes, and nothing for null.</summary>
    internal static string Get(SqlCall call)
    {
        string value = $"variant_get(try_parse_json({call.Arguments[0]}), {Path(call)}, 'variant')";
        return $"(CASE schema_of_variant({value}) WHEN 'STRING' THEN to_json({value}) WHEN 'VOID' THEN 'null' ELSE {Text(call)} END)";
    }

    private static string Path(SqlCall call) => call.Constants[1] is string text && JsonPath.Parse(text) is { } path
        ? SparkText.Quote("$" + string.Concat(path.Steps.Select(Step)))
        : throw new System.Diagnostics.UnreachableException("A json path is a literal that was checked.");

    private static string Step(object step) => step is not string name ? $"[{step}]" : IsPlain(name) ? "." + name : $"['{name}']";

    private static bool IsPlain(string name) => !name.AsSpan().ContainsAny('.', '[', ' ');

    private static bool IsQuotable(string name) => !name.AsSpan().ContainsAny('\'', '?');
}
