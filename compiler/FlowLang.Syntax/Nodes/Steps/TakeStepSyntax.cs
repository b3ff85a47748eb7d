using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`take n by k`: some rows, in no promised order.</summary>
public sealed record TakeStepSyntax(ExpressionSyntax Count, ImmutableArray<ExpressionSyntax> By, TextSpan Span) : StepSyntax(Span);
