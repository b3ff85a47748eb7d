using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Patterns;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Functions.Texts;

/// <summary>Checks the literals of the functions that take a regular expression.</summary>
internal static class RegexCheck
{
    public static Diagnostic? Pattern(BoundExpression pattern) => pattern is BoundLiteral { Value: string text }
        ? RegexPattern.Parse(text).Mistake is { } mistake ? TypeDiagnostics.UnsupportedPattern(pattern.Span, mistake.What,
            mistake.Help) : null
        : null;

    public static Diagnostic? Group(string function, BoundExpression pattern, BoundExpression group) =>
        group is BoundLiteral { Value: long number } && GroupsOf(pattern) is var groups && (number < 0 || number > groups)
            ? TypeDiagnostics.ArgumentOutOfRange(group.Span, function, "group", number.ToString(), $"0 to {groups} with this pattern")
            : null;

    public static Diagnostic? Replacement(BoundExpression pattern, BoundExpression replacement)
    {
        string text = replacement is BoundLiteral { Value: string value } ? value : "";
        int groups = GroupsOf(pattern);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            i++;
            if (i == text.Length || (text[i] != '\\' && (!char.IsAsciiDigit(text[i]) || text[i] - '0' > groups)))
            {
                return TypeDiagnostics.ArgumentOutOfRange(
                    replacement.Span, "regexp_replace", "replacement", i == text.Length
                        ? "ended by a lone backslash" : $"using `\\{text[i]}`",
                    $"`\\0` to `\\{groups}` with this pattern, and `\\\\` for a backslash");
            }
        }

        return null;
    }

    /// <summary>The pattern as PostgreSQL writes it.</summary>
    public static string InPostgres(SqlCall call) => SqlText.Quote(PostgresPattern.Of(call.Constants[1] as string ?? ""));

    private static int GroupsOf(BoundExpression pattern) =>
        pattern is BoundLiteral { Value: string text } ? RegexPattern.Parse(text).Groups : 0;
}
