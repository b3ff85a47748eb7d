using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`cast(x as T)`.</summary>
internal static class CastBinder
{
    public static BoundExpression Bind(CastExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression value = ExpressionBinder.Bind(syntax.Value, context);
        TypeRef to = TypeBinder.Bind(syntax.Type, context.Binding);
        FlowType from = value.Type.Type;
        if (from is ErrorType || to.Type is ErrorType)
        {
            return new BoundBadExpression([value], syntax.Span);
        }

        if (Coercion.TryConvert(value, to.Type) is { } converted)
        {
            return converted with { Type = converted.Type with { Nullable = converted.Type.Nullable || to.Nullable }, Span = syntax.Span };
        }

        if (!Conversions.CastAllowed(from, to.Type))
        {
            return context.Bad(
                TypeDiagnostics.CastImpossible(syntax.Span, value.Type.ToString(), to.Type.ToString(), HelpFor(from, to.Type)),
                syntax.Span, value);
        }

        TypeRef type = new(to.Type, value.Type.Nullable || to.Nullable);
        return new BoundConversion(value, ConversionKind.Cast, type, Conversions.CastFails(from, to.Type), syntax.Span);
    }

    private static string? HelpFor(FlowType from, FlowType to) => (from, to) switch
    {
        (JsonType, _) => "extract it: `text_at(…, \"path\")`, `int_at(…, \"path\")` …",
        (InstantType, DateType) => "choose the zone: `cast(to_zone(…, \"Area/City\") as date)`",
        (DateType, InstantType) => "choose the zone: `at_zone(…, \"Area/City\")`",
        _ => null,
    };
}
