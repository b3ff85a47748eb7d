using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>The rows of a transform, by name: transforms are shared, not copied into their users.</summary>
public sealed record ReferenceNode(TransformSymbol Transform, TextSpan Span) : LogicalNode(Transform.Row, Span)
{
    public override string Verb => "from";

    public RelationKey Key => RelationKey.Of(Transform);
}
