using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`unnest xs as x`: a row an item, the item in a new column; there is no key any more.</summary>
internal static class UnnestBinder
{
    public static QueryState Bind(UnnestStepSyntax syntax, QueryState state, BindingContext context)
    {
        BoundExpression list = ExpressionBinder.BindWhole(syntax.List, StepBinder.Expressions(state, context));
        TypeRef item = list.Type.Type is ListType type ? type.Element : new TypeRef(ErrorType.Instance);
        if (list.Type.Type is not (ListType or ErrorType))
        {
            context.Report(TypeDiagnostics.UnnestNeedsList(list.Span, list.Type.ToString()));
        }

        RowScope keyless = state.Scope.WithRow(Keys.Without(state.Scope.Row));
        if (!state.Scope.Find(syntax.Alias.Text).IsEmpty)
        {
            context.Report(NameDiagnostics.ColumnExists(syntax.Alias.Span, syntax.Alias.Text));
            return state;
        }

        RowScope scope = keyless.With([new RowField(syntax.Alias.Text, item)]);
        return state.Then(new BoundUnnest(list, syntax.Alias.Text, scope.Row, syntax.Span), scope);
    }
}
