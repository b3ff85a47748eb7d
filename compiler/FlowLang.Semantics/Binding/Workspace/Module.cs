using FlowLang.Syntax.Parsing;

namespace FlowLang.Semantics.Binding.Workspace;

/// <summary>One file: the names that are its own, and those that it imports.</summary>
internal sealed class Module(SyntaxTree tree)
{
    public SyntaxTree Tree { get; } = tree;

    /// <summary>Relative to the workspace, with `/`.</summary>
    public string Path => Tree.Source.Path;

    public Dictionary<string, Declared> Own { get; } = [];

    /// <summary>By the name that they have here. Null stands for an import that failed: its uses are no further mistakes.</summary>
    public Dictionary<string, Declared?> Imported { get; } = [];

    /// <summary>Names that something in the file has looked for and found.</summary>
    public HashSet<string> Used { get; } = [];

    public List<Declared> Declarations { get; } = [];
}
