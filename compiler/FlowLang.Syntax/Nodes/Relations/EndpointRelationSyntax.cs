using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A place of a connection, read without a `source` declaration: `pg.table("t") { … }`.</summary>
public sealed record EndpointRelationSyntax(
    ExpressionSyntax Endpoint,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : RelationSyntax(Span);
