using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Durations of schedules and options: they have a fixed length, so no months.</summary>
internal static class Durations
{
    /// <summary>Null for months, for nothing and for what is too long to count.</summary>
    public static TimeSpan? ToTimeSpan(ExpressionSyntax syntax)
    {
        if (syntax is not DurationLiteralSyntax { Months: 0 } literal)
        {
            return null;
        }

        Int128 ticks = ((Int128)literal.Days * TimeSpan.TicksPerDay) + ((Int128)literal.Microseconds * TimeSpan.TicksPerMicrosecond);
        return ticks > 0 && ticks <= TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : null;
    }
}
