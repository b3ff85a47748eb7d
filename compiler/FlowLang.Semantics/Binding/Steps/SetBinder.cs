using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`set a = e`: replaces columns where they stand; every expression reads the row before the step.</summary>
internal static class SetBinder
{
    public static QueryState Bind(SetStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context, AggregateUse.Analytic);
        ImmutableArray<BoundAssignment> bound = ColumnList.Bind(syntax.Columns, expressions, [], mayStandAlone: false);
        Dictionary<string, string> rowNames = [];
        foreach (AssignmentSyntax item in syntax.Columns)
        {
            if (item.Name is { } name && ColumnPath.Find(new NameExpressionSyntax(name, name.Span), "set", expressions) is { } column)
            {
                rowNames[name.Text] = column.RowName;
            }
        }

        ImmutableArray<BoundAssignment> replaced =
            [.. bound.Where(column => rowNames.ContainsKey(column.Name)).Select(column => column with { Name = rowNames[column.Name] })];
        Dictionary<string, TypeRef> types = replaced.ToDictionary(column => column.Name, column => column.Value.Type);
        bool losesKey = state.Scope.Row.Fields.Any(field => field.IsKey && types.ContainsKey(field.Name));
        RowType row = new(
        [
            .. state.Scope.Row.Fields.Select(field => new RowField(
                field.Name, types.GetValueOrDefault(field.Name, field.Type), field.IsKey && !losesKey)),
        ]);
        return state.Then(new BoundSet(replaced, row, syntax.Span), state.Scope.WithRow(row));
    }
}
