using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`write relation order by k to sink { … }`.</summary>
public sealed record WriteSyntax(
    RelationSyntax Relation,
    ImmutableArray<SortKeySyntax> OrderBy,
    ExpressionSyntax Target,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : SyntaxNode(Span);
