using System.Numerics;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

public sealed class LiteralTests
{
    [Theory]
    [InlineData("0042", "42")]
    [InlineData("1_000_000", "1000000")]
    [InlineData("99999999999999999999999999999999999999", "99999999999999999999999999999999999999")]
    public void Whole_numbers(string text, string value) =>
        Assert.Equal(BigInteger.Parse(value), Assert.IsType<IntegerLiteralSyntax>(Expression(text)).Value);

    [Theory]
    [InlineData("10.00", 1000, 2)]
    [InlineData("0.005", 5, 3)]
    [InlineData("1_000.5", 10005, 1)]
    public void Decimals_keep_their_scale(string text, int unscaled, int scale)
    {
        DecimalLiteralSyntax literal = Assert.IsType<DecimalLiteralSyntax>(Expression(text));

        Assert.Equal((new BigInteger(unscaled), scale), (literal.Unscaled, literal.Scale));
    }

    [Theory]
    [InlineData("5m", 0, 0, 300_000_000)]
    [InlineData("1h30m", 0, 0, 5_400_000_000)]
    [InlineData("2w3d", 0, 17, 0)]
    [InlineData("1y2mo", 14, 0, 0)]
    [InlineData("7us", 0, 0, 7)]
    [InlineData("20ms", 0, 0, 20_000)]
    public void Durations(string text, int months, int days, long microseconds)
    {
        DurationLiteralSyntax literal = Assert.IsType<DurationLiteralSyntax>(Expression(text));

        Assert.Equal((months, days, microseconds), (literal.Months, literal.Days, literal.Microseconds));
    }

    [Theory]
    [InlineData("50GiB", 53_687_091_200)]
    [InlineData("10MB", 10_000_000)]
    [InlineData("7B", 7)]
    public void Sizes(string text, long bytes) => Assert.Equal(bytes, Assert.IsType<SizeLiteralSyntax>(Expression(text)).Bytes);

    [Fact]
    public void Dates_and_times()
    {
        Assert.Equal(new DateOnly(2024, 2, 29), Assert.IsType<DateLiteralSyntax>(Expression("2024-02-29")).Value);
        Assert.Equal(86_399_500_000, Assert.IsType<TimeLiteralSyntax>(Expression("23:59:59.5")).Microseconds);
        Assert.Equal(new DateTime(2024, 3, 10, 6, 10, 0), Assert.IsType<DateTimeLiteralSyntax>(Expression("2024-03-10T06:10")).Value);
        Assert.Equal(
            new DateTime(2024, 3, 9, 22, 10, 0, DateTimeKind.Utc),
            Assert.IsType<InstantLiteralSyntax>(Expression("2024-03-10T00:10+02:00")).Value);
        Assert.Equal(DateTimeKind.Utc, Assert.IsType<InstantLiteralSyntax>(Expression("2024-03-10T06:10Z")).Value.Kind);
    }

    [Theory]
    [InlineData("\"a\\tb \\\"c\\\" \\u{1F600}\\u00e9 \\$\"", "a\tb \"c\" \U0001F600é $")]
    [InlineData("\"{day} costs $5\"", "{day} costs $5")]
    [InlineData("\"\"\"\n  raw \\n ${x}\n\"\"\"", "  raw \\n ${x}\n")]
    [InlineData("\"\"", "")]
    public void Texts(string text, string value) => Assert.Equal(value, Assert.IsType<TextLiteralSyntax>(Expression(text)).Value);

    [Fact]
    public void Interpolation_holds_any_expression_and_text_in_it()
    {
        InterpolatedTextSyntax text = Assert.IsType<InterpolatedTextSyntax>(Expression("\"a ${f({ x: \"b ${c}\" })} d\""));

        Assert.Collection(
            text.Parts,
            part => Assert.Equal("a ", Assert.IsType<TextLiteralSyntax>(part).Value),
            part => Assert.Equal("f", Assert.IsType<CallExpressionSyntax>(part).Function.Text),
            part => Assert.Equal(" d", Assert.IsType<TextLiteralSyntax>(part).Value));
    }

    private static ExpressionSyntax Expression(string text)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", $"transform t = from x | derive a = {text}"));
        Assert.Empty(tree.Diagnostics);
        TransformSyntax transform = Assert.IsType<TransformSyntax>(Assert.Single(tree.Root.Declarations));
        return Assert.IsType<DeriveStepSyntax>(Assert.Single(transform.Query.Steps)).Columns[0].Value;
    }
}
