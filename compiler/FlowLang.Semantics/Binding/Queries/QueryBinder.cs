using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Steps;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>A query: its relation, then step by step from row to row.</summary>
internal static class QueryBinder
{
    public static QueryState Bind(QuerySyntax syntax, BindingContext context)
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.Report(TypeDiagnostics.TooDeep(syntax.Span));
            return new QueryState(new BoundRelation(null, null, null, RowType.Empty, syntax.Span), [], RowScope.Unknown);
        }

        (BoundRelation from, RowScope scope) = RelationBinder.Bind(syntax.Relation, syntax.Alias, context);
        QueryState state = new(from, [], scope);
        for (int i = 0; i < syntax.Steps.Length; i++)
        {
            StepSyntax step = syntax.Steps[i];
            if (step is SortStepSyntax { Take: null } sort && i + 1 < syntax.Steps.Length && syntax.Steps[i + 1] is TakeStepSyntax take)
            {
                step = new SortStepSyntax(sort.Keys, take.Count, take.By, sort.Span.Through(take.Span));
                i++;
            }

            state = StepBinder.Bind(step, state, context);
        }

        return Finish(state, syntax.Span, context);
    }

    /// <summary>
    /// A row has each name once: what a join left double must be resolved by now; what is clear again gets its own name back.
    /// </summary>
    public static QueryState Finish(QueryState state, TextSpan span, BindingContext context)
    {
        state = DropHidden(state, span);
        string[] ambiguous = [.. state.Scope.Columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Where(state.Scope.IsAmbiguous)];
        if (ambiguous.Length > 0)
        {
            context.Report(NameDiagnostics.ColumnsStillAmbiguous(span, ambiguous));
            return state with { Scope = RowScope.Unknown };
        }

        ImmutableArray<(string New, string Old)> renamed =
            [.. state.Scope.Columns.Where(c => c.Name != c.RowName).Select(c => (c.Name, c.RowName)).Distinct()];
        if (renamed.IsEmpty)
        {
            return state;
        }

        Dictionary<string, string> names = renamed.ToDictionary(pair => pair.Old, pair => pair.New);
        RowType row = new([.. state.Scope.Row.Fields.Select(f => f with { Name = names.GetValueOrDefault(f.Name, f.Name) })]);
        return state.Then(new BoundRename(renamed, row, span), RowScope.Of(row, null));
    }

    private static QueryState DropHidden(QueryState state, TextSpan span)
    {
        RowScope scope = state.Scope;
        ImmutableArray<string> hidden = [.. scope.Row.Fields.Select(field => field.Name).Where(scope.Hidden.Contains)];
        if (hidden.IsEmpty)
        {
            return state;
        }

        RowType row = new([.. scope.Row.Fields.Where(field => !scope.Hidden.Contains(field.Name))]);
        RowScope visible = new(row, [.. scope.Columns.Where(column => !scope.Hidden.Contains(column.RowName))])
        {
            Merged = scope.Merged,
            IsUnknown = scope.IsUnknown,
        };
        return state.Then(new BoundDrop(hidden, row, span), visible);
    }
}
