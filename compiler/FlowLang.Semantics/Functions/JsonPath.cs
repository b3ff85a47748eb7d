using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>
/// A path into json: names by dot, positions in brackets counted from 0 as JSONPath does, odd names in double quotes:
/// <c>order.lines[0]."unit price"</c>. Steps are strings and longs.
/// </summary>
public sealed record JsonPath(ImmutableArray<object> Steps)
{
    /// <summary>Null where the text is no path.</summary>
    public static JsonPath? Parse(string text)
    {
        ImmutableArray<object>.Builder steps = ImmutableArray.CreateBuilder<object>();
        int at = text.StartsWith('$') ? 1 : 0;
        bool expectsName = at == 0;
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                int close = text.IndexOf(']', at);
                if (close < 0 || !long.TryParse(text[(at + 1)..close], NumberStyles.None, CultureInfo.InvariantCulture, out long position))
                {
                    return null;
                }

                steps.Add(position);
                at = close + 1;
                expectsName = false;
                continue;
            }

            if (text[at] == '.' && !expectsName)
            {
                at++;
                expectsName = true;
            }

            if (!expectsName || ReadName(text, ref at) is not { } name)
            {
                return null;
            }

            steps.Add(name);
            expectsName = false;
        }

        return steps.Count > 0 && !expectsName ? new JsonPath(steps.ToImmutable()) : null;
    }

    /// <summary>DuckDB's form: every name quoted.</summary>
    public string ToDuckDb()
    {
        StringBuilder path = new("$");
        foreach (object step in Steps)
        {
            path.Append(step is string name ? $".\"{name}\"" : $"[{step}]");
        }

        return path.ToString();
    }

    // A name has no double quote in it: DuckDB's paths can't say one.
    private static string? ReadName(string text, ref int at)
    {
        bool quoted = at < text.Length && text[at] == '"';
        int start = quoted ? at + 1 : at;
        int end = quoted
            ? text.IndexOf('"', start) : text.AsSpan(start).IndexOfAny('.', '[') is >= 0 and var offset ? start + offset : text.Length;
        if (end <= start || text[start..end].Contains('"', StringComparison.Ordinal))
        {
            return null;
        }

        at = quoted ? end + 1 : end;
        return text[start..end];
    }
}
