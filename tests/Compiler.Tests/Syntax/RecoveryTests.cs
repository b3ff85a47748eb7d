using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

public sealed class RecoveryTests
{
    [Fact]
    public void Three_mistakes_in_three_declarations_are_three_errors()
    {
        SyntaxTree tree = Parse("""
            transform a = from x | wehre y > 1
            type T = { a: int32 }
            source s: T form lake.csv("s.csv")
            transform ok = from s | select a
            pipeline p {
              write ok to pg.table("t" { mode: append }
            }
            """);

        Assert.Equal(["FL1102", "FL1100", "FL1103"], tree.Diagnostics.Select(d => d.Code));
        Assert.Equal([1, 3, 6], tree.Diagnostics.Select(d => d.Span.Line));
        Assert.Equal(["T", "ok"], tree.Root.Declarations.Where(d => d is not BadDeclarationSyntax).Select(d => d.Name?.Text));
    }

    [Fact]
    public void A_broken_declaration_keeps_its_name()
    {
        SyntaxTree tree = Parse("transform trips = from | where a");

        BadDeclarationSyntax bad = Assert.IsType<BadDeclarationSyntax>(Assert.Single(tree.Root.Declarations));

        Assert.Equal(("transform", "trips"), (bad.Keyword, bad.Name?.Text));
    }

    [Theory]
    [InlineData("pipeline p {\n  write a to b(\n\ntransform t = from x", 1)]
    [InlineData("type T = {\n  a: int32,\n\nsource s: T from x", 1)]
    [InlineData("transform t =\n\ntransform u = from x | where\n\ntransform v = from", 3)]
    [InlineData("transform t = from x | derive a = \"abc\ntransform u = from x | derive b = \"def", 2)]
    [InlineData("transform t = from x | where a >\ntype = int32\nconnection c files", 3)]
    [InlineData("nonsense here\ntransform u = from x", 1)]
    [InlineData("transform t = from x | where source > 1 and\nsource s: T from x", 1)]
    [InlineData("transform t = from x.\ntransform u = from x", 1)]
    public void A_mistake_stays_in_its_declaration(string program, int mistakes)
    {
        SyntaxTree tree = Parse(program);

        Assert.True(tree.Diagnostics.Length == mistakes, DiagnosticRenderer.Render(tree.Diagnostics));
        Assert.Equal(program, tree.Print());
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{ a: ", "}")]
    [InlineData("f(", ")")]
    [InlineData("case { when ", "-> 1 }")]
    [InlineData("\"${", "}\"")]
    public void Nesting_ten_thousand_deep_is_one_error(string open, string close)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 10_000)) + "a" + string.Concat(Enumerable.Repeat(close, 10_000));

        SyntaxTree tree = Parse($"transform t = from x | where {deep}\ntransform u = from x");

        Assert.Equal(["FL1017"], tree.Diagnostics.Select(d => d.Code));
        Assert.Equal("u", tree.Root.Declarations[^1].Name?.Text);
    }

    [Theory]
    [InlineData("a + ")]
    [InlineData("not ")]
    [InlineData("- ")]
    [InlineData("a.b.c and ")]
    [InlineData("a ?? ")]
    [InlineData("a else ")]
    public void An_endless_expression_is_one_error(string part)
    {
        SyntaxTree tree = Parse($"transform t = from x | where {string.Concat(Enumerable.Repeat(part, 10_000))}a");

        Assert.Equal(["FL1018"], tree.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Types_nested_too_deep_are_one_error() =>
        Assert.Equal(
            ["FL1017"], Parse("type T = " + string.Concat(Enumerable.Repeat("map<text, ", 10_000))).Diagnostics.Select(d => d.Code));

    [Fact]
    public void Long_lists_of_things_are_fine()
    {
        string fields = string.Join(",\n", Enumerable.Range(0, 2_000).Select(i => $"c{i}: map<text, int64?>"));
        string values = string.Join(", ", Enumerable.Range(0, 5_000));
        string steps = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"\n  | derive d{i} = a.b + c.d * {i} - -{i}"));
        string writes = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"\n  write t.a.b() to pg.table(\"t{i}\")"));

        SyntaxTree tree = Parse($"type T = {{ {fields} }}\ntransform t = from x | where a in [{values}]{steps}\npipeline p {{{writes} }}");

        Assert.True(tree.Diagnostics.IsEmpty, DiagnosticRenderer.Render(tree.Diagnostics));
    }

    [Fact]
    public void After_a_hundred_mistakes_the_list_ends()
    {
        SyntaxTree tree = Parse(string.Concat(Enumerable.Repeat("type T = ;\n", 1_000)));

        Assert.Equal(Parser.MostMistakes + 1, tree.Diagnostics.Length);
        Assert.Equal("FL1019", tree.Diagnostics[^1].Code);
    }

    private static SyntaxTree Parse(string program) => Parser.Parse(new SourceText("main.flow", program));
}
