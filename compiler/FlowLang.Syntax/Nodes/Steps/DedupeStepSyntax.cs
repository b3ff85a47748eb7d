using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`dedupe by k keep latest e ttl 1d`: a row a key.</summary>
public sealed record DedupeStepSyntax(
    ImmutableArray<ExpressionSyntax> Keys,
    bool KeepLatest,
    ExpressionSyntax Order,
    ExpressionSyntax? TimeToLive,
    TextSpan Span) : StepSyntax(Span);
