using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp;

/// <summary>Constants in the canonical text form that the runtime reads for parameters and generators.</summary>
public static class ConstantText
{
    public static string? Of(BoundLiteral literal) => literal.Value switch
    {
        null => null,
        bool value => value ? "true" : "false",
        long value => value.ToString(CultureInfo.InvariantCulture),
        double value => value.ToString("R", CultureInfo.InvariantCulture),
        string value => value,
        DecimalLiteral value => value.ToString(),
        DateOnly value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly value => value.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTime value =>
            value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + (literal.Type.Type is InstantType ? "Z" : ""),
        Guid value => value.ToString("D"),
        IntervalLiteral value => string.Create(
            CultureInfo.InvariantCulture, $"{value.Months} months {value.Days} days {value.Microseconds} microseconds"),
        _ => throw new System.Diagnostics.UnreachableException(literal.Value.GetType().Name),
    };
}
