using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`f(…) over (by k sort e rows …)`.</summary>
internal static class AnalyticBinder
{
    public static BoundExpression Bind(AnalyticExpressionSyntax syntax, ExpressionContext context)
    {
        if (CallBinder.Find(syntax.Call, context) is not { } function)
        {
            return new BoundBadExpression([], syntax.Span);
        }

        if (context.Aggregates != AggregateUse.Analytic)
        {
            return context.Bad(TypeDiagnostics.AnalyticNotHere(syntax.Span), syntax.Span);
        }

        if (function is ScalarFunction)
        {
            return context.Bad(TypeDiagnostics.NotAnalytic(syntax.Call.Function.Span, function.Name), syntax.Span);
        }

        return BindCall(function, syntax, context with { Aggregates = AggregateUse.Inside });
    }

    private static BoundExpression BindCall(FlowFunction function, AnalyticExpressionSyntax syntax, ExpressionContext inside)
    {
        ImmutableArray<CallArgument> arguments = CallBinder.BindArguments(function, syntax.Call, inside);
        ImmutableArray<BoundExpression> by = GroupKeys.Bind(syntax.By, inside);
        ImmutableArray<BoundSortKey> sort = BindSort(function, syntax, by, inside);
        FrameBounds? frame = FrameBinder.Bind(syntax, function, inside);
        ResolvedCall call = OverloadResolution.Resolve(function, arguments, syntax.Call.Span, syntax.Frame is null);
        if (call.Type.Type is ErrorType)
        {
            if (call.Diagnostic is not null)
            {
                inside.Report(call.Diagnostic);
            }

            return new BoundBadExpression(call.Arguments, syntax.Span);
        }

        return new BoundAnalytic(
            function as AnalyticFunction, function as AggregateFunction, call.Arguments, by, sort, frame, call.Type, call.Fails,
                syntax.Span);
    }

    private static ImmutableArray<BoundSortKey> BindSort(
        FlowFunction function, AnalyticExpressionSyntax syntax, ImmutableArray<BoundExpression> by, ExpressionContext inside)
    {
        if (!syntax.Call.SortKeys.IsEmpty)
        {
            inside.Report(TypeDiagnostics.SortBelongsInOver(syntax.Call.SortKeys[0].Span));
        }

        if (syntax.SortKeys.IsEmpty)
        {
            if (function is AnalyticFunction or AggregateFunction { NeedsSort: true } || syntax.Frame is not null)
            {
                inside.Report(TypeDiagnostics.AnalyticNeedsSort(syntax.Span, function.Name));
            }

            return [];
        }

        ImmutableArray<BoundSortKey> sort = SortKeyBinder.Bind(syntax.SortKeys, inside);

        // Ranks count equal keys as one place; a tie-breaker would make every place its own.
        return function.Name is "rank" or "dense_rank" or "percent_rank" or "cume_dist"
            ? sort
            : TieBreakers.Complete(sort, by, inside.Rows, syntax.Span);
    }
}
