using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One `name: value { options }` of a block; which names and values are allowed is known to whoever owns the block.</summary>
public sealed record PropertySyntax(
    NameSyntax Name,
    ExpressionSyntax Value,
    ImmutableArray<PropertySyntax> Options,
    TextSpan Span) : SyntaxNode(Span);
