using FlowLang.Semantics.Functions.Patterns;

namespace FlowLang.Compiler.Tests.Functions;

public sealed class PostgresPatternTests
{
    [Theory]
    [InlineData("a.c", @"a[^\n]c")]
    [InlineData(@"^\d+\.\w*$", @"^[0-9]+\.[0-9A-Za-z_]*$")]
    [InlineData(@"\bx\B\/", @"\yx\Y/")]
    [InlineData("[a-cx_]", @"[\u005Fa-cx]")]
    [InlineData(@"[^\]\-]", @"[^\u002D\u005D]")]
    [InlineData(@"[\D]", @"[\u0001-\u002F\u003A-\U0010FFFF]")]
    [InlineData("[é-😀]", @"[\u00E9-\U0001F600]")]
    [InlineData("(?:a|b){2,3}", "(?:a|b){2,3}")]
    public void A_pattern_is_written_for_PostgreSQL(string pattern, string written) => Assert.Equal(written, PostgresPattern.Of(pattern));

    [Theory]
    [InlineData(@"\2\1\\\\", @"\2\1\\\\")]
    [InlineData(@"<\0>", @"<\&>")]
    public void A_replacement_is_written_for_PostgreSQL(string text, string written) =>
        Assert.Equal(written, PostgresPattern.Replacement(text));

    [Theory]
    [InlineData("a+b*[(]+", true)]
    [InlineData("(a)(b)c?", true)]
    [InlineData("a|b", false)]
    [InlineData("(ab)?c", false)]
    [InlineData(@"\)+", true)]
    public void What_repeats_single_characters_matches_the_longest(string pattern, bool expected) =>
        Assert.Equal(expected, PostgresPattern.IsLongest(RegexPattern.Parse(pattern)));
}
