using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>
/// `expect [ … ]` or `expect rejects [ … ]`: the rows that come out, by name of the output where it is not the target's own.
/// </summary>
public sealed record ExpectRowsSyntax(NameSyntax? Output, ListExpressionSyntax Rows, TextSpan Span) : TestItemSyntax(Span);
