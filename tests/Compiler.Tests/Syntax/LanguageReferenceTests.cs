using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

public sealed class LanguageReferenceTests
{
    private const string Page = "docs/language.md";

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, RepositoryFiles.FlowBlocks(Page).Count)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_example_parses_without_a_mistake(int block)
    {
        SyntaxTree tree = Parse(block);

        Assert.True(tree.Diagnostics.IsEmpty, DiagnosticRenderer.Render(tree.Diagnostics));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_example_prints_as_it_was_read(int block) => Assert.Equal(Parse(block).Source.Text, Parse(block).Print());

    [Fact]
    public void Every_kind_of_node_has_an_example()
    {
        IEnumerable<int> blocks = Enumerable.Range(0, RepositoryFiles.FlowBlocks(Page).Count);
        HashSet<Type> shown = [.. blocks.SelectMany(block => SyntaxNodes.All(Parse(block).Root)).Select(node => node.GetType())];

        IEnumerable<Type> missing = typeof(SyntaxNode).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(SyntaxNode)) && type is { IsAbstract: false } && type != typeof(BadDeclarationSyntax))
            .Except(shown);

        Assert.Empty(missing);
    }

    private static SyntaxTree Parse(int block) => Parser.Parse(new SourceText("language.md", RepositoryFiles.FlowBlocks(Page)[block]));
}
