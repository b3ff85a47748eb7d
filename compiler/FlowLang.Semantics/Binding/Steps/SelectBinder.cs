using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`select a, b = e`: the row anew. The key stays where all of its columns do.</summary>
internal static class SelectBinder
{
    public static QueryState Bind(SelectStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context, AggregateUse.Analytic);
        ImmutableArray<BoundAssignment> columns = ColumnList.Bind(syntax.Columns, expressions, [], mayStandAlone: true);
        HashSet<string> kept = [.. columns.Select(column => column.Value).OfType<BoundColumn>().Select(column => column.Name)];
        ImmutableArray<string> key = state.Scope.Row.Key;
        bool keepsKey = !key.IsEmpty && key.All(kept.Contains);
        RowType row = new(
        [
            .. columns.Select(column => new RowField(
                column.Name, column.Value.Type, keepsKey && column.Value is BoundColumn { Name: var name } && key.Contains(name))),
        ]);

        return state.Then(new BoundSelect(columns, row, syntax.Span), RowScope.Of(row, null));
    }
}
