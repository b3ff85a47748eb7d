using System.Globalization;
using FlowLang.Semantics.Functions.Patterns;

namespace FlowLang.Semantics.Functions.Texts;

/// <summary>The functions that take a regular expression, in Spark.</summary>
internal static class SparkRegex
{
    public static SqlMapping Matches { get; } = new(call => $"({call.Arguments[0]} RLIKE {Pattern(call)})");

    public static SqlMapping Extract { get; } = new(ExtractOf);

    public static SqlMapping Replace { get; } = new(call =>
        $"regexp_replace({call.Arguments[0]}, {Pattern(call)}, {SparkText.Quote(JavaRegex.Replacement(Text(call, 2)))})");

    // The engine gives empty text for no match and for a group without one.
    private static string ExtractOf(SqlCall call)
    {
        long group = call.Constants[2] is long number ? number : 0;
        string part =
            $"regexp_extract({call.Arguments[0]}, {Pattern(call)}, {group.ToString(CultureInfo.InvariantCulture)})";
        return group > 0 && !JavaRegex.CanBeEmpty(JavaRegex.GroupText(Text(call, 1), group))
            ? $"nullif({part}, '')"
            : $"(CASE WHEN {call.Arguments[0]} RLIKE {Pattern(call)} THEN {part} END)";
    }

    private static string Pattern(SqlCall call) => SparkText.Quote(JavaRegex.Of(Text(call, 1)));

    private static string Text(SqlCall call, int index) => call.Constants[index] as string
        ?? throw new System.Diagnostics.UnreachableException("Patterns and replacements are literals.");
}
