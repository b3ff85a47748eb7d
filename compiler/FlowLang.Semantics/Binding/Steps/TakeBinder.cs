using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`take n` without an order: for looking at rows and for tests; a write whose rows go through one is refused.</summary>
internal static class TakeBinder
{
    public static QueryState Bind(TakeStepSyntax syntax, QueryState state, BindingContext context)
    {
        long count = BindCount(syntax.Count, context);
        BoundTake take = new(
            count, [], GroupKeys.Bind(syntax.By, StepBinder.Expressions(state, context)), state.Scope.Row, syntax.Span);
        return state.Then(take, state.Scope);
    }

    /// <summary>A number above zero, written out.</summary>
    public static long BindCount(ExpressionSyntax syntax, BindingContext context)
    {
        if (syntax is IntegerLiteralSyntax { Value: var value } && value > 0 && value <= long.MaxValue)
        {
            return (long)value;
        }

        context.Report(TypeDiagnostics.CountIsNotPositive(syntax.Span));
        return 1;
    }
}
