using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`sort … take n [by k]`: the first rows in a total order; a `sort` alone has no effect.</summary>
internal static class SortBinder
{
    public static QueryState Bind(SortStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        ImmutableArray<BoundSortKey> keys = SortKeyBinder.Bind(syntax.Keys, expressions);
        if (syntax.Take is null)
        {
            context.Report(LintDiagnostics.SortWithoutTake(syntax.Span));
            return state;
        }

        ImmutableArray<BoundExpression> by = GroupKeys.Bind(syntax.By, expressions);
        long count = TakeBinder.BindCount(syntax.Take, context);
        ImmutableArray<BoundSortKey> order = TieBreakers.Complete(keys, by, state.Scope, syntax.Span);
        return state.Then(new BoundTake(count, order, by, state.Scope.Row, syntax.Span), state.Scope);
    }
}
