using FlowLang.Syntax.Nodes;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>The parser: the syntax tree with line and column of each node.</summary>
internal sealed class SyntaxStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program) =>
        [("syntax.txt", string.Concat(program.Trees.Select(tree => RecordTree.Print(tree.Root, IsNode, Place))))];

    private static bool IsNode(object value) => value is SyntaxNode;

    private static string Place(object node) => node is SyntaxNode { Span: var span } ? $" @{span.Line}:{span.Column}" : "";
}
