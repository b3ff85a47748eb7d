using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>Program text on one line, for reports.</summary>
internal static class FailureText
{
    private const int Longest = 80;

    public static string Of(BoundExpression expression) => Short(expression.Span.Text);

    public static string Short(string text)
    {
        string line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
