using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>
/// `aggregate n = count() by k, b = e`: the keys first, then the aggregates. Keys that are never null are the relation's key.
/// </summary>
internal static class AggregateBinder
{
    public static QueryState Bind(AggregateStepSyntax syntax, QueryState state, BindingContext context)
    {
        Dictionary<string, TextSpan> named = [];
        ImmutableArray<BoundAssignment> by =
            ColumnList.Bind(syntax.Keys, StepBinder.Expressions(state, context), named, mayStandAlone: true);
        ExpressionContext inside = StepBinder.Expressions(state, context, AggregateUse.Aggregate) with
        {
            GroupIsNeverEmpty = !syntax.Keys.IsEmpty,
        };
        ImmutableArray<BoundAssignment> aggregates = ColumnList.Bind(syntax.Aggregates, inside, named, mayStandAlone: false);
        foreach (BoundAssignment key in by)
        {
            Comparable.Check(isEquality: true, key.Value.Type.Type, key.Value.Span, "by", inside);
        }

        bool isKey = by.All(key => !key.Value.Type.Nullable);
        RowType row = new(
        [
            .. by.Select(key => new RowField(key.Name, key.Value.Type, isKey)),
            .. aggregates.Select(column => new RowField(column.Name, column.Value.Type)),
        ]);
        if (row.Fields.IsEmpty)
        {
            context.Report(TypeDiagnostics.NoColumnsLeft(syntax.Span));
        }

        BoundAggregate step = new(aggregates, by, row, syntax.Span)
        {
            TimeToLive = TimeToLive.Bind(syntax.TimeToLive, context),
            Emit = syntax.Emit is { } word ? word.Text == "final" ? EmitMode.Final : EmitMode.Changes : null,
        };
        return state.Then(step, RowScope.Of(row, null));
    }
}
