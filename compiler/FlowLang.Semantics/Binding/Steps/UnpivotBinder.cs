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
/// `unpivot a, b into name, value`: a row a column, nulls included, which is an `unnest` of the columns' names and a choice by name. The
/// other columns stay, then come name and value; a key that stays is one together with the name.
/// </summary>
internal static class UnpivotBinder
{
    private const string Chosen = "__unpivot";

    public static QueryState Bind(UnpivotStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        ImmutableArray<(ScopeColumn Column, TextSpan Span)> columns = Find(syntax, expressions);
        if (columns.Length < syntax.Columns.Length || Common(columns, expressions) is not { } type)
        {
            return state with { Scope = RowScope.Unknown };
        }

        HashSet<string> turned = [.. columns.Select(c => c.Column.RowName)];
        if (!NamesAreFree(syntax, state.Scope, turned, context))
        {
            return state with { Scope = RowScope.Unknown };
        }

        RowType input = state.Scope.Row;
        bool keepsKey = !input.Key.IsEmpty && !input.Key.Any(turned.Contains);
        ImmutableArray<RowField> rest =
            [.. input.Fields.Where(f => !turned.Contains(f.Name)).Select(f => f with { IsKey = keepsKey && f.IsKey })];
        BoundColumn chosen = new(Chosen, null, new TypeRef(TextType.Instance), syntax.NameColumn.Span);
        RowField name = new(syntax.NameColumn.Text, chosen.Type, keepsKey);
        RowField value = new(syntax.ValueColumn.Text, type);
        RowType row = new([.. rest, name, value]);
        RowScope scope = new RowScope(
            new RowType(rest), [.. state.Scope.Columns.Where(c => !turned.Contains(c.RowName)).Select(c => c)])
        {
            RelationName = state.Scope.RelationName,
            Merged = state.Scope.Merged,
            Hidden = state.Scope.Hidden.Except(turned),
        }.With([name, value]);
        ImmutableArray<BoundAssignment> outputs =
        [
            .. rest.Select(f => new BoundAssignment(f.Name, new BoundColumn(f.Name, null, f.Type, syntax.Span), syntax.Span)),
            new BoundAssignment(name.Name, chosen, syntax.NameColumn.Span),
            new BoundAssignment(value.Name, Choice(columns, chosen, type, syntax.Span), syntax.ValueColumn.Span),
        ];
        RowType unnested = new([.. Keys.Without(input).Fields, new RowField(Chosen, chosen.Type)]);
        return state
            .Then(new BoundUnnest(NamesOf(columns, syntax.Span), Chosen, unnested, syntax.Span), state.Scope)
            .Then(new BoundSelect(outputs, row, syntax.Span), scope.WithRow(row));
    }

    private static ImmutableArray<(ScopeColumn Column, TextSpan Span)> Find(UnpivotStepSyntax syntax, ExpressionContext context)
    {
        ImmutableArray<(ScopeColumn, TextSpan)>.Builder found = ImmutableArray.CreateBuilder<(ScopeColumn, TextSpan)>();
        Dictionary<string, TextSpan> seen = [];
        foreach (ExpressionSyntax item in syntax.Columns)
        {
            if (ColumnPath.Find(item, "unpivot", context) is not { } column)
            {
                continue;
            }

            if (seen.TryAdd(column.RowName, item.Span))
            {
                found.Add((column, item.Span));
            }
            else
            {
                context.Report(NameDiagnostics.ColumnTwice(item.Span, column.Name, seen[column.RowName]));
            }
        }

        return found.ToImmutable();
    }

    private static TypeRef? Common(ImmutableArray<(ScopeColumn Column, TextSpan Span)> columns, ExpressionContext context)
    {
        TypeRef common = columns[0].Column.Type;
        foreach ((ScopeColumn column, TextSpan span) in columns)
        {
            if (Conversions.CommonType(common.Type, column.Type.Type) is not { } type)
            {
                context.Report(TypeDiagnostics.UnpivotTypesDiffer(
                    span, column.Name, column.Type.ToString(), columns[0].Column.Name, columns[0].Column.Type.ToString()));
                return null;
            }

            common = new TypeRef(type, common.Nullable || column.Type.Nullable);
        }

        return common;
    }

    private static bool NamesAreFree(UnpivotStepSyntax syntax, RowScope scope, HashSet<string> turned, BindingContext context)
    {
        bool areFree = true;
        foreach (NameSyntax name in new[] { syntax.NameColumn, syntax.ValueColumn })
        {
            if (scope.Find(name.Text).Any(column => !turned.Contains(column.RowName)))
            {
                context.Report(NameDiagnostics.ColumnExists(name.Span, name.Text));
                areFree = false;
            }
        }

        if (syntax.NameColumn.Text == syntax.ValueColumn.Text)
        {
            context.Report(NameDiagnostics.ColumnTwice(syntax.ValueColumn.Span, syntax.ValueColumn.Text, syntax.NameColumn.Span));
            areFree = false;
        }

        return areFree;
    }

    private static BoundList NamesOf(ImmutableArray<(ScopeColumn Column, TextSpan Span)> columns, TextSpan span)
    {
        TypeRef text = new(TextType.Instance);
        return new BoundList(
            [.. columns.Select(c => new BoundLiteral(c.Column.Name, text, c.Span))], new TypeRef(new ListType(text)), span);
    }

    private static BoundCase Choice(
        ImmutableArray<(ScopeColumn Column, TextSpan Span)> columns, BoundColumn chosen, TypeRef type, TextSpan span)
    {
        BoundCaseArm Arm((ScopeColumn Column, TextSpan Span) c) => new(
            new BoundBinary(
                BoundOperator.Equal, chosen, new BoundLiteral(c.Column.Name, chosen.Type, c.Span), new TypeRef(BoolType.Instance),
                Fails: false, c.Span),
            Conversions.Convert(new BoundColumn(c.Column.RowName, null, c.Column.Type, c.Span), type.Type));
        return new BoundCase([.. columns.Select(Arm)], null, type, span);
    }
}
