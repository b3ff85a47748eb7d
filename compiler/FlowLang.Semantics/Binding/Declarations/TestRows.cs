using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Rows written out in a test, typed against a relation's columns.</summary>
internal static class TestRows
{
    /// <param name="needed">Columns that a given row can't leave out unless they may be null; null for expected rows.</param>
    public static ImmutableArray<BoundTestRow> Bind(
        ListExpressionSyntax syntax, RowType row, string relation, HashSet<string>? needed, BindingContext context)
    {
        ImmutableArray<BoundTestRow>.Builder rows = ImmutableArray.CreateBuilder<BoundTestRow>();
        foreach (ExpressionSyntax item in syntax.Items)
        {
            if (item is not StructExpressionSyntax fields)
            {
                context.Report(TypeDiagnostics.TestRowWanted(item.Span));
                continue;
            }

            rows.Add(new BoundTestRow(BindFields(fields, row, relation, context), item.Span));
            string[] missing =
            [
                .. row.Fields.Where(f => !f.Type.Nullable && needed?.Contains(f.Name) == true
                    && fields.Fields.All(p => p.Name.Text != f.Name))
                    .Select(f => f.Name),
            ];
            if (missing.Length > 0)
            {
                context.Report(TypeDiagnostics.TestValueMissing(item.Span, missing));
            }
        }

        return rows.ToImmutable();
    }

    private static ImmutableArray<BoundAssignment> BindFields(
        StructExpressionSyntax syntax, RowType row, string relation, BindingContext context)
    {
        ExpressionContext constants = new(context, RowScope.Empty);
        ImmutableArray<BoundAssignment>.Builder values = ImmutableArray.CreateBuilder<BoundAssignment>();
        HashSet<string> seen = [];
        foreach (PropertySyntax property in syntax.Fields)
        {
            string name = property.Name.Text;
            if (!seen.Add(name))
            {
                continue;
            }

            RowField? field = row.Find(name);
            BoundExpression value = (field is null ? null : Constants.ReadWord(property.Value, field.Type.Type, constants))
                ?? ExpressionBinder.BindWhole(property.Value, constants);
            if (field is null)
            {
                context.Report(NameDiagnostics.UnknownColumn(property.Name.Span, relation, name, [.. row.Fields.Select(f => f.Name)]));
                continue;
            }

            BoundExpression typed = Constants.ReadText(value, field.Type.Type) ?? Coercion.Require(value, field.Type, constants);
            values.Add(new BoundAssignment(name, typed, property.Span));
        }

        return values.ToImmutable();
    }
}
