using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>What an expression can name at its place, and what is known there.</summary>
internal sealed record ExpressionContext(BindingContext Binding, RowScope Rows)
{
    public AggregateUse Aggregates { get; init; }

    /// <summary>The groups of the aggregate step have rows, since there is a `by`.</summary>
    public bool GroupIsNeverEmpty { get; init; }

    /// <summary>Columns that are known not to be null here.</summary>
    public ImmutableHashSet<ColumnKey> NotNull { get; init; } = [];

    /// <summary>Only constants and parameters: options, defaults, rows of tests.</summary>
    public bool IsConstant => Rows.Columns.IsEmpty && !Rows.IsUnknown;

    public void Report(Diagnostic diagnostic) => Binding.Report(diagnostic);

    /// <summary>Reports, and gives what stands for the expression.</summary>
    public BoundBadExpression Bad(Diagnostic diagnostic, TextSpan span, params ImmutableArray<BoundExpression> operands)
    {
        Report(diagnostic);
        return new BoundBadExpression(operands, span);
    }

    public ExpressionContext Knowing(IEnumerable<ColumnKey> notNull) => this with { NotNull = NotNull.Union(notNull) };
}
