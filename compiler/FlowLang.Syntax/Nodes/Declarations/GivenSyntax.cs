using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`given t [ … ]`: the rows of an input.</summary>
public sealed record GivenSyntax(NameSyntax Relation, ListExpressionSyntax Rows, TextSpan Span) : TestItemSyntax(Span);
