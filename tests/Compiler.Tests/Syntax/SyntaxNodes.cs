using System.Collections;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Compiler.Tests.Syntax;

/// <summary>Walks syntax without knowing its kinds.</summary>
internal static class SyntaxNodes
{
    /// <summary>Every node below and including this one.</summary>
    public static IEnumerable<SyntaxNode> All(SyntaxNode node) => Children(node).SelectMany(All).Prepend(node);

    private static IEnumerable<SyntaxNode> Children(SyntaxNode node)
    {
        foreach (object? value in node.GetType().GetProperties().Select(property => property.GetValue(node)))
        {
            if (value is SyntaxNode child)
            {
                yield return child;
            }
            else if (value is IEnumerable list and not string)
            {
                foreach (SyntaxNode item in list.OfType<SyntaxNode>())
                {
                    yield return item;
                }
            }
        }
    }
}
