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

/// <summary>
/// `pivot n = count() for k in [a = "A", "B"] by g`: the keys first, then for each value its aggregates. The values are written in the
/// program, so the columns are known; a group may have no row with a value, so what is null of no rows is nullable.
/// </summary>
internal static class PivotBinder
{
    public static QueryState Bind(PivotStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        Dictionary<string, TextSpan> named = [];
        ImmutableArray<BoundAssignment> by = ColumnList.Bind(syntax.Keys, expressions, named, mayStandAlone: true);
        foreach (BoundAssignment key in by)
        {
            Comparable.Check(isEquality: true, key.Value.Type.Type, key.Value.Span, "by", expressions);
        }

        ImmutableArray<(string? Name, BoundExpression Value)> aggregates = BindAggregates(syntax, state, context);
        ScopeColumn? column = ColumnPath.Find(syntax.Column, "pivot", expressions);
        if (column is null || column.Type.Type is ErrorType
            || !Comparable.Check(isEquality: true, column.Type.Type, syntax.Column.Span, "for", expressions))
        {
            return state with { Scope = RowScope.Unknown };
        }

        ImmutableArray<PivotCell>.Builder cells = ImmutableArray.CreateBuilder<PivotCell>();
        foreach ((NameSyntax name, BoundLiteral value) in BindValues(syntax.Values, column, expressions))
        {
            foreach ((string? aggregate, BoundExpression computed) in aggregates)
            {
                string cell = aggregate is null ? name.Text : $"{aggregate}_{name.Text}";
                if (named.TryAdd(cell, name.Span))
                {
                    cells.Add(new PivotCell(cell, computed, value, name.Span));
                }
                else
                {
                    context.Report(NameDiagnostics.ColumnTwice(name.Span, cell, named[cell]));
                }
            }
        }

        bool isKey = by.All(key => !key.Value.Type.Nullable);
        RowType row = new(
        [
            .. by.Select(key => new RowField(key.Name, key.Value.Type, isKey)),
            .. cells.Select(cell => new RowField(cell.Name, cell.Value.Type)),
        ]);
        BoundColumn of = new(column.RowName, null, column.Type, syntax.Column.Span);
        return state.Then(new BoundPivot(of, cells.ToImmutable(), by, row, syntax.Span), RowScope.Of(row, null));
    }

    // Only a single aggregate can do without a name: its columns are then called as the values are.
    private static ImmutableArray<(string? Name, BoundExpression Value)> BindAggregates(
        PivotStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext inside = StepBinder.Expressions(state, context, AggregateUse.Aggregate);
        if (syntax.Aggregates is [{ Name: null } only])
        {
            return [(null, ColumnList.Typed(ExpressionBinder.BindWhole(only.Value, inside), inside))];
        }

        return [.. ColumnList.Bind(syntax.Aggregates, inside, [], mayStandAlone: false).Select(a => ((string?)a.Name, a.Value))];
    }

    private static IEnumerable<(NameSyntax Name, BoundLiteral Value)> BindValues(
        ImmutableArray<AssignmentSyntax> syntax, ScopeColumn column, ExpressionContext context)
    {
        ExpressionContext constants = context with { Rows = RowScope.Empty };
        Dictionary<object, TextSpan> seen = [];
        TextSpan? nulls = null;
        foreach (AssignmentSyntax item in syntax)
        {
            if (Constants.Bind(item.Value, "a value of `pivot`", constants) is not { } written
                || Constants.Require(written, column.Type.OrNull, constants) is not { } value)
            {
                continue;
            }

            TextSpan? first = value.Value is null ? nulls : seen.TryGetValue(value.Value, out TextSpan at) ? at : null;
            if (first is { } twice)
            {
                context.Report(TypeDiagnostics.PivotValueTwice(item.Span, twice));
            }
            else if (value.Value is null && !column.Type.Nullable)
            {
                context.Report(TypeDiagnostics.PivotNullNotPossible(item.Span, column.Name));
            }
            else if (NameOf(item, value) is { Text: not "" } name)
            {
                yield return (name, value);
            }
            else
            {
                context.Report(NameDiagnostics.ColumnNeedsName(item.Span));
            }

            nulls = value.Value is null ? item.Span : nulls;
            if (value.Value is { } known)
            {
                seen.TryAdd(known, item.Span);
            }
        }
    }

    // A text names its columns itself; other values do as they are written.
    private static NameSyntax NameOf(AssignmentSyntax item, BoundLiteral value) =>
        item.Name ?? new NameSyntax(value.Value as string ?? item.Value.Span.Text, item.Value.Span);
}
