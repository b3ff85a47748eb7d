using FlowLang.Semantics.Functions.Patterns;

namespace FlowLang.Compiler.Tests.Functions;

public sealed class RegexPatternTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 0)]
    [InlineData("^a.b$", 0)]
    [InlineData("(a|b)+(?:c)", 1)]
    [InlineData("((a)(b))", 3)]
    [InlineData("[a-z0-9_\\-.]{2,5}", 0)]
    [InlineData("[^\"\\]]*", 0)]
    [InlineData("\\d+\\.\\d{2}\\b", 0)]
    [InlineData("(?:(?:ab){10}){100}", 0)]
    [InlineData("👍+[é-ü]", 0)]
    [InlineData("a{3,}", 0)]
    [InlineData("[\\d\\s]", 0)]
    [InlineData("a|", 0)]
    public void Takes_the_subset_and_counts_groups(string pattern, int groups)
    {
        RegexPattern parsed = RegexPattern.Parse(pattern);

        Assert.Null(parsed.Mistake);
        Assert.Equal(groups, parsed.Groups);
    }

    [Theory]
    [InlineData("(?=a)", "looks ahead")]
    [InlineData("(?!a)", "looks ahead")]
    [InlineData("(?<=a)", "looks behind")]
    [InlineData("(?<!a)", "looks behind")]
    [InlineData("(?<n>a)", "names a group")]
    [InlineData("(?P<n>a)", "names a group")]
    [InlineData("(?i)a", "options")]
    [InlineData("(a)\\1", "refers back")]
    [InlineData("a*?", "lazy")]
    [InlineData("a+?", "lazy")]
    [InlineData("a{2}?", "lazy")]
    [InlineData("a*+", "repeats a repetition")]
    [InlineData("a**", "repeats a repetition")]
    [InlineData("*a", "nothing before it")]
    [InlineData("^*", "anchor")]
    [InlineData("(a", "without its `)`")]
    [InlineData("a)", "without its `(`")]
    [InlineData("[a", "without its `]`")]
    [InlineData("[]", "empty class")]
    [InlineData("[z-a]", "goes nowhere")]
    [InlineData("[a-\\d]", "goes nowhere")]
    [InlineData("[[:alpha:]]", "in a class")]
    [InlineData("[a&&b]", "in a class")]
    [InlineData("a{2,1}", "no repetition")]
    [InlineData("a{x}", "no repetition")]
    [InlineData("a{1001}", "more than 1000")]
    [InlineData("(?:a{100}){100}", "more than 1000")]
    [InlineData("a]", "on its own")]
    [InlineData("\\p{L}", "Unicode category")]
    [InlineData("\\A", "`^` is the start")]
    [InlineData("\\q", "means nothing")]
    [InlineData("a\\", "lone backslash")]
    public void Refuses_what_engines_do_differently(string pattern, string part)
    {
        RegexMistake? mistake = RegexPattern.Parse(pattern).Mistake;

        Assert.NotNull(mistake);
        Assert.Contains(part, mistake.What + " " + mistake.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_takes_no_time()
    {
        RegexPattern deep = RegexPattern.Parse(new string('(', 100_000));
        RegexPattern repeated =
            RegexPattern.Parse(string.Concat(Enumerable.Repeat("(", 60)) + "a" + string.Concat(Enumerable.Repeat("){2}", 60)));

        Assert.NotNull(deep.Mistake);
        Assert.NotNull(repeated.Mistake);
    }
}
