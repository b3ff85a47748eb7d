using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A query in parentheses.</summary>
public sealed record QueryRelationSyntax(QuerySyntax Query, TextSpan Span) : RelationSyntax(Span);
