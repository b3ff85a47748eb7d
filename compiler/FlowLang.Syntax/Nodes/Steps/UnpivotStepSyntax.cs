using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`unpivot q1, q2 into quarter, amount`: columns become rows.</summary>
public sealed record UnpivotStepSyntax(
    ImmutableArray<ExpressionSyntax> Columns,
    NameSyntax NameColumn,
    NameSyntax ValueColumn,
    TextSpan Span) : StepSyntax(Span);
