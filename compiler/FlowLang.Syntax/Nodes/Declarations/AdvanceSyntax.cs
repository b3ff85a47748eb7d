using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`advance watermark to …` or `advance clock to …`: moves virtual time.</summary>
public sealed record AdvanceSyntax(NameSyntax Clock, ExpressionSyntax To, TextSpan Span) : TestItemSyntax(Span);
