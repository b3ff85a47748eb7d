using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`where e`: below it, columns that the condition shows not to be null are not nullable.</summary>
internal static class WhereBinder
{
    public static QueryState Bind(WhereStepSyntax syntax, QueryState state, BindingContext context)
    {
        BoundExpression condition = ExpressionBinder.BindCondition(syntax.Condition,
            StepBinder.Expressions(state, context, AggregateUse.Analytic));
        HashSet<string> notNull =
            [.. NullFacts.WhenTrue(condition).Select(column => column.Name), .. ChangeOperations.NotNull(condition, state)];
        RowType input = state.Scope.Row;
        bool narrows = input.Fields.Any(field => field.Type.Nullable && notNull.Contains(field.Name));
        RowType row = narrows
            ? new RowType([.. input.Fields.Select(f => notNull.Contains(f.Name) ? f with { Type = f.Type.NotNull } : f)])
            : input;
        return state.Then(new BoundWhere(condition, row, syntax.Span), narrows ? state.Scope.WithRow(row) : state.Scope);
    }
}
