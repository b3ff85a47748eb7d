using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`unpivot …`: its columns are checked; a later version runs it.</summary>
internal static class UnpivotBinder
{
    public static QueryState Bind(UnpivotStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        foreach (ExpressionSyntax column in syntax.Columns)
        {
            ColumnPath.Find(column, "unpivot", expressions);
        }

        context.Report(EngineDiagnostics.NotAvailableYet(syntax.Span, "`unpivot`", "select each column and `union` them"));
        return state with { Scope = RowScope.Unknown };
    }
}
