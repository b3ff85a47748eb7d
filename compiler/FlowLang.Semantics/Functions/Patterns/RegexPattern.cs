namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>What is wrong with a regular expression, as the end of "this regular expression …".</summary>
public sealed record RegexMistake(string What, string? Help);

/// <summary>
/// A regular expression of the language's subset: literals, `.`, classes, groups, alternation, greedy quantifiers, `^ $ \b`, ASCII
/// `\d \w \s`. What it means is the same in RE2, so DuckDB takes the text as it stands.
/// </summary>
/// <param name="Groups">Capturing groups.</param>
/// <param name="HasAlternation">Which alternative wins differs among engines where a match is taken out or replaced.</param>
public sealed record RegexPattern(string Text, int Groups, bool HasAlternation, RegexMistake? Mistake)
{
    public static RegexPattern Parse(string text)
    {
        RegexReader reader = new(text);
        RegexMistake? mistake = reader.Read();
        return new RegexPattern(text, reader.Groups, reader.HasAlternation, mistake);
    }
}
