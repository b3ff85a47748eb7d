using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;

namespace FlowLang.Semantics.Binding;

/// <summary>Syntax of all files of a workspace to a program with every name resolved and every expression typed.</summary>
public static class Binder
{
    /// <summary>Never throws, whatever the syntax. The result carries the diagnostics of the trees too, by file and place.</summary>
    /// <param name="trees">The workspace's files; their paths are relative to its root, with `/`.</param>
    /// <param name="catalog">What `flow.lock` knows; types of sources that declare none.</param>
    public static BoundProgram Bind(ImmutableArray<SyntaxTree> trees, SchemaCatalog catalog) => WorkspaceBinder.Bind(trees, catalog);
}
