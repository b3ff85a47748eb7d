using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`sql duckdb (t: Trip = trips) -&gt; { n: int64 } """select …"""`: rows of a query in an engine's own SQL.</summary>
public sealed record SqlRelationSyntax(
    NameSyntax Engine,
    ImmutableArray<SqlInputSyntax> Inputs,
    TypeSyntax Result,
    TextLiteralSyntax Body,
    TextSpan Span) : RelationSyntax(Span);
