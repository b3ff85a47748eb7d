using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>An aggregate in an aggregate step.</summary>
internal static class AggregateCallBinder
{
    public static BoundExpression Bind(AggregateFunction function, CallExpressionSyntax syntax, ExpressionContext context)
    {
        if (context.Aggregates != AggregateUse.Aggregate)
        {
            return context.Bad(
                context.Aggregates == AggregateUse.Inside
                    ? TypeDiagnostics.NestedAggregate(syntax.Span, function.Name)
                    : TypeDiagnostics.AggregateOutsideAggregate(syntax.Span, function.Name),
                syntax.Span);
        }

        ExpressionContext inside = context with { Aggregates = AggregateUse.Inside };
        ImmutableArray<CallArgument> arguments = CallBinder.BindArguments(function, syntax, inside);
        ImmutableArray<BoundSortKey> sort = BindSort(function, syntax, inside);
        ResolvedCall call = OverloadResolution.Resolve(function, arguments, syntax.Span, context.GroupIsNeverEmpty);
        if (call.Type.Type is ErrorType)
        {
            if (call.Diagnostic is not null)
            {
                context.Report(call.Diagnostic);
            }

            return new BoundBadExpression(call.Arguments, syntax.Span);
        }

        return new BoundAggregateCall(function, call.Arguments, sort, call.Type, call.Fails, syntax.Span);
    }

    /// <summary>The aggregate's own order, made total.</summary>
    public static ImmutableArray<BoundSortKey> BindSort(AggregateFunction function, CallExpressionSyntax syntax, ExpressionContext context)
    {
        if (syntax.SortKeys.IsEmpty)
        {
            if (function.NeedsSort)
            {
                context.Report(TypeDiagnostics.AggregateNeedsSort(syntax.Span, function.Name));
            }

            return [];
        }

        if (!function.NeedsSort)
        {
            context.Report(TypeDiagnostics.SortNotAllowed(syntax.SortKeys[0].Span, function.Name));
            return [];
        }

        return TieBreakers.Complete(SortKeyBinder.Bind(syntax.SortKeys, context), [], context.Rows, syntax.Span);
    }
}
