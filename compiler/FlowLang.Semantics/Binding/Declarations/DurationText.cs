using System.Globalization;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Durations as a program writes them: `1h30m`.</summary>
public static class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond),
    ];

    public static string Of(TimeSpan duration)
    {
        long rest = duration.Ticks;
        string text = "";
        foreach ((string unit, long ticks) in Units.Where(u => u.Ticks <= duration.Ticks))
        {
            long count = Math.DivRem(rest, ticks, out rest);
            text += count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture) + unit;
        }

        return text.Length == 0 ? "0s" : text;
    }
}
