using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Refuses what has no equality or no order: json, interval and what contains them (language §3).</summary>
internal static class Comparable
{
    public static bool Check(bool isEquality, FlowType type, TextSpan at, string what, ExpressionContext context)
    {
        if (type is ErrorType)
        {
            return false;
        }

        if (isEquality ? Conversions.HasEquality(type) : Conversions.HasOrder(type))
        {
            return true;
        }

        string? help = type switch
        {
            JsonType => "extract what you compare: `text_at(…, \"path\")`, `int_at(…, \"path\")`",
            IntervalType => "a month has no fixed length: compare points in time, or `seconds_between(a, b)`",
            _ => null,
        };
        context.Report(isEquality
            ? TypeDiagnostics.NoEquality(at, what, type.ToString(), help)
            : TypeDiagnostics.NoOrder(at, what, type.ToString(), help));
        return false;
    }
}
