using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`{ a: 1, b: 2 }`; as the value of an option it is a block of options.</summary>
public sealed record StructExpressionSyntax(ImmutableArray<PropertySyntax> Fields, TextSpan Span) : ExpressionSyntax(Span);
