using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Functions.Aggregates;

/// <summary>The fraction of a percentile: a literal from 0 to 1.</summary>
internal static class Fraction
{
    public static Diagnostic? Check(string function, BoundExpression fraction) =>
        fraction is BoundLiteral { Value: double value } && value is not (>= 0 and <= 1)
            ? TypeDiagnostics.ArgumentOutOfRange(
                fraction.Span, function, "fraction", value.ToString(CultureInfo.InvariantCulture), "0 to 1: 0.95 for 95 percent")
            : null;

    public static string Text(SqlCall call) => Text(call.Constants[1]);

    public static string Text(object? fraction) => fraction is double value
        ? value.ToString("R", CultureInfo.InvariantCulture)
        : throw new System.Diagnostics.UnreachableException("The fraction is a literal.");
}
