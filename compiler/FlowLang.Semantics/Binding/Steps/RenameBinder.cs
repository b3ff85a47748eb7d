using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`rename new = old`: columns stay where they are.</summary>
internal static class RenameBinder
{
    public static QueryState Bind(RenameStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        Dictionary<string, string> newNames = [];
        Dictionary<string, TextSpan> named = [];
        foreach (AssignmentSyntax item in syntax.Columns)
        {
            if (item.Name is not { } name || ColumnPath.Find(item.Value, "rename", expressions) is not { } old)
            {
                continue;
            }

            if (!named.TryAdd(name.Text, name.Span))
            {
                context.Report(NameDiagnostics.ColumnTwice(name.Span, name.Text, named[name.Text]));
            }
            else if (!newNames.TryAdd(old.RowName, name.Text))
            {
                context.Report(NameDiagnostics.ColumnTwice(item.Value.Span, old.Name, named[newNames[old.RowName]]));
            }
        }

        foreach (ScopeColumn column in state.Scope.Columns.Where(c => named.ContainsKey(c.Name) && !newNames.ContainsKey(c.RowName)))
        {
            context.Report(NameDiagnostics.ColumnExists(named[column.Name], column.Name));
            newNames = newNames.Where(pair => pair.Value != column.Name).ToDictionary();
        }

        RowType row = new([.. state.Scope.Row.Fields.Select(f => f with { Name = newNames.GetValueOrDefault(f.Name, f.Name) })]);
        RowScope scope = new(row, [.. state.Scope.Columns.Select(c => Rename(c, newNames))])
        {
            RelationName = state.Scope.RelationName,
            Merged = state.Scope.Merged,
            IsUnknown = state.Scope.IsUnknown,
            Hidden = state.Scope.Hidden.Except(newNames.Keys),
        };
        ImmutableArray<(string New, string Old)> names = [.. newNames.Select(pair => (pair.Value, pair.Key))];
        return state.Then(new BoundRename(names, row, syntax.Span), scope);
    }

    private static ScopeColumn Rename(ScopeColumn column, Dictionary<string, string> newNames) =>
        newNames.TryGetValue(column.RowName, out string? name) ? column with { Name = name, RowName = name, Qualifier = null } : column;
}
