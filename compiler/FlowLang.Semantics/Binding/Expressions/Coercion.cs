using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Makes an expression what its place wants, without losing anything, or says why it can't be.</summary>
internal static class Coercion
{
    /// <summary>The expression as the type, nullability aside; null where that takes a cast.</summary>
    public static BoundExpression? TryConvert(BoundExpression expression, FlowType to)
    {
        if (expression.Type.Type is ErrorType || to is ErrorType)
        {
            return expression;
        }

        return (expression, to) switch
        {
            (BoundList list, ListType wanted) when list.Type.Type != to => ConvertList(list, wanted),
            (BoundStruct value, RowType row) when value.Type.Type != to => ConvertStruct(value, row),
            _ when expression.Type.Type is SymbolType => null,
            _ => Conversions.Fits(expression, to) ? Conversions.Convert(expression, to) : null,
        };
    }

    /// <summary>The expression as the type; a misfit or a null that may not be is reported and gives a bad expression.</summary>
    public static BoundExpression Require(BoundExpression expression, TypeRef to, ExpressionContext context)
    {
        if (TryConvert(expression, to.Type) is not { } converted)
        {
            return context.Bad(Mismatch(expression, to.Type), expression.Span, expression);
        }

        if (converted.Type.Nullable && !to.Nullable && converted.Type.Type is not ErrorType)
        {
            return context.Bad(TypeDiagnostics.NullNotAllowed(expression.Span, to.ToString()), expression.Span, expression);
        }

        return converted;
    }

    public static Diagnostic Mismatch(BoundExpression expression, FlowType to)
    {
        FlowType from = expression.Type.Type;
        if (to is EnumType set && expression is BoundLiteral { Value: string text })
        {
            return TypeDiagnostics.NotInEnum(expression.Span, text, set.Values);
        }

        string? help = Conversions.CastAllowed(from, to)
            ? Conversions.CastFails(from, to) ? $"convert it: `cast(… as {to}) else …`" : $"convert it: `cast(… as {to})`"
            : null;
        return TypeDiagnostics.TypeMismatch(expression.Span, to.ToString(), expression.Type.ToString(), help);
    }

    private static BoundList? ConvertList(BoundList list, ListType wanted)
    {
        ImmutableArray<BoundExpression>.Builder items = ImmutableArray.CreateBuilder<BoundExpression>(list.Items.Length);
        foreach (BoundExpression item in list.Items)
        {
            if (TryConvert(item, wanted.Element.Type) is not { } converted || (item.Type.Nullable && !wanted.Element.Nullable))
            {
                return null;
            }

            items.Add(converted);
        }

        return list with { Items = items.MoveToImmutable(), Type = list.Type with { Type = wanted } };
    }

    private static BoundStruct? ConvertStruct(BoundStruct value, RowType row)
    {
        Dictionary<string, BoundAssignment> given = value.Fields.ToDictionary(field => field.Name);
        ImmutableArray<BoundAssignment>.Builder fields = ImmutableArray.CreateBuilder<BoundAssignment>(row.Fields.Length);
        foreach (RowField field in row.Fields)
        {
            if (!given.TryGetValue(field.Name, out BoundAssignment? assignment)
                || TryConvert(assignment.Value, field.Type.Type) is not { } converted
                || (converted.Type.Nullable && !field.Type.Nullable))
            {
                return null;
            }

            fields.Add(assignment with { Value = converted });
        }

        return given.Count == fields.Count ? value with { Fields = fields.MoveToImmutable(), Type = value.Type with { Type = row } } : null;
    }
}
