using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`drop a, b`: the key goes with any of its columns.</summary>
internal static class DropBinder
{
    public static QueryState Bind(DropStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        HashSet<string> dropped = [];
        foreach (ExpressionSyntax item in syntax.Columns)
        {
            if (ColumnPath.Find(item, "drop", expressions) is { } column)
            {
                dropped.Add(column.RowName);
            }
        }

        bool losesKey = state.Scope.Row.Fields.Any(field => field.IsKey && dropped.Contains(field.Name));
        RowType row = new(
        [
            .. state.Scope.Row.Fields.Where(f => !dropped.Contains(f.Name)).Select(f => losesKey ? f with { IsKey = false } : f),
        ]);
        if (row.Fields.IsEmpty && !state.Scope.IsUnknown)
        {
            context.Report(TypeDiagnostics.NoColumnsLeft(syntax.Span));
        }

        RowScope scope = new(row, [.. state.Scope.Columns.Where(column => !dropped.Contains(column.RowName))])
        {
            RelationName = state.Scope.RelationName,
            Merged = state.Scope.Merged,
            IsUnknown = state.Scope.IsUnknown,
            Hidden = state.Scope.Hidden.Except(dropped),
        };
        return state.Then(new BoundDrop([.. dropped], row, syntax.Span), scope);
    }
}
