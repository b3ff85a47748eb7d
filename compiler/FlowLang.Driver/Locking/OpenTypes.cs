using System.Collections.Immutable;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing;

namespace FlowLang.Driver.Locking;

/// <summary>Binds a program while the types of its untyped sources are still to be found: such sources have no columns.</summary>
public static class OpenTypes
{
    public static BoundProgram Bind(ImmutableArray<SyntaxTree> trees)
    {
        IEnumerable<string> untyped =
            trees.SelectMany(t => t.Root.Declarations).OfType<SourceSyntax>().Where(s => s.Type is null).Select(s => s.Name.Text);
        return Binder.Bind(trees, new SchemaCatalog(untyped.Distinct().ToImmutableDictionary(name => name, _ => RowType.Empty)));
    }
}
