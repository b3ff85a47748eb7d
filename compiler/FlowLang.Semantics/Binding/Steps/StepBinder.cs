using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>A step on the rows so far; each kind has a binder of its own.</summary>
internal static class StepBinder
{
    public static QueryState Bind(StepSyntax syntax, QueryState state, BindingContext context) => syntax switch
    {
        WhereStepSyntax step => WhereBinder.Bind(step, state, context),
        DeriveStepSyntax step => DeriveBinder.Bind(step, state, context),
        SetStepSyntax step => SetBinder.Bind(step, state, context),
        SelectStepSyntax step => SelectBinder.Bind(step, state, context),
        RenameStepSyntax step => RenameBinder.Bind(step, state, context),
        DropStepSyntax step => DropBinder.Bind(step, state, context),
        JoinStepSyntax step => JoinBinder.Bind(step, state, context),
        AggregateStepSyntax step => AggregateBinder.Bind(step, state, context),
        DedupeStepSyntax step => DedupeBinder.Bind(step, state, context),
        SortStepSyntax step => SortBinder.Bind(step, state, context),
        TakeStepSyntax step => TakeBinder.Bind(step, state, context),
        UnionStepSyntax step => SetOperationBinder.Bind(step, state, context),
        ExceptStepSyntax step => SetOperationBinder.Bind(step, state, context),
        IntersectStepSyntax step => SetOperationBinder.Bind(step, state, context),
        UnnestStepSyntax step => UnnestBinder.Bind(step, state, context),
        FillStepSyntax step => FillBinder.Bind(step, state, context),
        CallStepSyntax step => CallStepBinder.Bind(step, state, context),
        PivotStepSyntax step => PivotBinder.Bind(step, state, context),
        UnpivotStepSyntax step => UnpivotBinder.Bind(step, state, context),
        WindowStepSyntax step => WindowBinder.Bind(step, state, context),
        _ => state with { Scope = RowScope.Unknown },
    };

    public static ExpressionContext Expressions(QueryState state, BindingContext context, AggregateUse use = AggregateUse.None) =>
        new(context, state.Scope) { Aggregates = use };
}
