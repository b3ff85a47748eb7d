using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`window tumble(5m, on: t) late 10m rejects to s`: assigns rows of a stream to windows of event time.</summary>
public sealed record WindowStepSyntax(
    CallExpressionSyntax Window,
    ExpressionSyntax? Late,
    ExpressionSyntax? LateSink,
    TextSpan Span) : StepSyntax(Span);
