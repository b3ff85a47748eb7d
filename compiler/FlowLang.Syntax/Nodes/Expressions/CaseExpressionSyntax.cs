using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`case { when c -&gt; v, else -&gt; w }`; without `else` null.</summary>
public sealed record CaseExpressionSyntax(
    ImmutableArray<CaseArmSyntax> Arms,
    ExpressionSyntax? Else,
    TextSpan Span) : ExpressionSyntax(Span);
