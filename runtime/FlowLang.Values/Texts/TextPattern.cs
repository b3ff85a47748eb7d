using System.Text;
using System.Text.RegularExpressions;

namespace FlowLang.Values.Texts;

/// <summary>
/// A regular expression, leftmost-first, in .NET's syntax as the compiler translated it from the language's subset. It runs in time linear
/// in the text where .NET can do that (no `\b` in it, not too many states).
/// </summary>
/// <param name="pattern">In .NET's syntax.</param>
/// <param name="replacement">In .NET's syntax, for <see cref="Replace"/>.</param>
public sealed class TextPattern(string pattern, string replacement = "")
{
    private readonly Regex _regex = Make(pattern);

    public bool IsMatch(string text) => _regex.IsMatch(text);

    /// <summary>What the first match's group holds; null where nothing matches, and for a group that took no part.</summary>
    public string? Extract(string text, int group) =>
        _regex.Match(text) is { Success: true } match && match.Groups[group] is { Success: true } found ? found.Value : null;

    /// <summary>Every match replaced. An empty match right behind another match is none, nor is one inside a code point.</summary>
    public string Replace(string text)
    {
        StringBuilder? result = null;
        int end = 0;
        for (Match match = _regex.Match(text); match.Success; match = match.NextMatch())
        {
            bool isAdjacent = result is not null && match.Length == 0 && match.Index == end;
            bool isInside = match.Length == 0 && match.Index > 0 && match.Index < text.Length && char.IsLowSurrogate(text[match.Index]);
            if (!isAdjacent && !isInside)
            {
                result ??= new StringBuilder();
                result.Append(text, end, match.Index - end).Append(match.Result(replacement));
                end = match.Index + match.Length;
            }
        }

        return result is null ? text : result.Append(text, end, text.Length - end).ToString();
    }

    private static Regex Make(string pattern)
    {
        const RegexOptions options = RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, Regex.InfiniteMatchTimeout);
        }
    }
}
