using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`dedupe by k keep latest e`: one row a key, the first in a total order. Its keys are the relation's key from here on.</summary>
internal static class DedupeBinder
{
    public static QueryState Bind(DedupeStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        ImmutableArray<BoundExpression> by = GroupKeys.Bind(syntax.Keys, expressions);
        ImmutableArray<BoundSortKey> written = SortKeyBinder.BindOne(syntax.Order, expressions) is { } order
            ? [new BoundSortKey(order, syntax.KeepLatest, syntax.Order.Span)]
            : [];
        RowScope scope = state.Scope.WithRow(WithKey(state.Scope.Row, by));
        BoundDedupe step = new(by, TieBreakers.Complete(written, by, state.Scope, syntax.Span), scope.Row, syntax.Span)
        {
            TimeToLive = TimeToLive.Bind(syntax.TimeToLive, context),
            KeepsLatest = syntax.KeepLatest,
        };
        return state.Then(step, scope);
    }

    private static RowType WithKey(RowType row, ImmutableArray<BoundExpression> by)
    {
        HashSet<string> names = [.. by.OfType<BoundColumn>().Select(column => column.Name)];
        bool isWhole = names.Count == by.Length && by.All(key => !key.Type.Nullable);
        bool hasNarrower = !row.Key.IsEmpty && row.Key.All(names.Contains);
        return !isWhole || hasNarrower ? row : new RowType([.. row.Fields.Select(f => f with { IsKey = names.Contains(f.Name) })]);
    }
}
