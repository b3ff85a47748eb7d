using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

public sealed class PrecedenceTests
{
    [Theory]
    [InlineData("a + b * c", "(a Add (b Multiply c))")]
    [InlineData("a - b - c", "((a Subtract b) Subtract c)")]
    [InlineData("a / b div c % d", "(((a Divide b) IntegerDivide c) Remainder d)")]
    [InlineData("-a.b + c", "((Negate a.b) Add c)")]
    [InlineData("-a * b", "((Negate a) Multiply b)")]
    [InlineData("a ++ b ?? c", "((a Concat b) Coalesce c)")]
    [InlineData("a + b ++ c", "((a Add b) Concat c)")]
    [InlineData("a == b and c != d or e", "(((a Equal b) And (c NotEqual d)) Or e)")]
    [InlineData("not a == b and c", "((Not (a Equal b)) And c)")]
    [InlineData("not a or b", "((Not a) Or b)")]
    [InlineData("a between b and c and d", "((a between b c) And d)")]
    [InlineData("a ?? b > c", "((a Coalesce b) Greater c)")]
    [InlineData("a and b else null", "((a And b) else NullHandler)")]
    [InlineData("a / b else c + d", "((a Divide b) else (c Add d))")]
    [InlineData("a else b else reject \"x\"", "(a else (b else RejectHandler))")]
    [InlineData("a else b else c", "(a else (b else c))")]
    [InlineData("a + (b else fail)", "(a Add ((b else FailHandler)))")]
    [InlineData("a in [b] or c not in [d]", "((a in) Or (c not in))")]
    [InlineData("a is null and b is not null", "((a is) And (b is not))")]
    public void Operators_group_by_precedence(string expression, string grouped)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", $"transform t = from x | derive a = {expression}"));

        Assert.Empty(tree.Diagnostics);
        TransformSyntax transform = Assert.IsType<TransformSyntax>(Assert.Single(tree.Root.Declarations));
        Assert.Equal(grouped, Print(Assert.IsType<DeriveStepSyntax>(Assert.Single(transform.Query.Steps)).Columns[0].Value));
    }

    private static string Print(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax e => $"({Print(e.Left)} {e.Operator} {Print(e.Right)})",
        UnaryExpressionSyntax e => $"({e.Operator} {Print(e.Operand)})",
        HandledExpressionSyntax { Handler: ValueHandlerSyntax handler } e => $"({Print(e.Value)} else {Print(handler.Value)})",
        HandledExpressionSyntax e => $"({Print(e.Value)} else {e.Handler.GetType().Name.Replace("Syntax", "", StringComparison.Ordinal)})",
        BetweenExpressionSyntax e => $"({Print(e.Value)} between {Print(e.Low)} {Print(e.High)})",
        InExpressionSyntax e => $"({Print(e.Value)}{(e.IsNegated ? " not" : "")} in)",
        IsNullExpressionSyntax e => $"({Print(e.Value)} is{(e.IsNegated ? " not" : "")})",
        ParenthesizedExpressionSyntax e => $"({Print(e.Inner)})",
        _ => node.Span.Text,
    };
}
