using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`pivot …`: checked as far as its parts go; a later version runs it.</summary>
internal static class PivotBinder
{
    public static QueryState Bind(PivotStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        ColumnPath.Find(syntax.Column, "pivot", expressions);
        ColumnList.Bind(syntax.Keys, expressions, [], mayStandAlone: true);
        ColumnList.Bind(
            syntax.Aggregates, expressions with { Aggregates = AggregateUse.Aggregate, GroupIsNeverEmpty = true }, [],
                mayStandAlone: false);
        context.Report(EngineDiagnostics.NotAvailableYet(syntax.Span, "`pivot`", "aggregate with conditions: `sum_if(x, c == \"…\")`"));
        return state with { Scope = RowScope.Unknown };
    }
}
