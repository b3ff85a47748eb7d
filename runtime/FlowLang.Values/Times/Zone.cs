using System.Collections.Concurrent;

namespace FlowLang.Values.Times;

/// <summary>
/// A zone of the machine's tz database: what clocks show at an instant, and at which instant they show it. Offsets are those of the TZif
/// file, to the second, also before 1970.
/// </summary>
public sealed class Zone
{
    private static readonly ConcurrentDictionary<string, Zone?> Known = new(StringComparer.Ordinal);
    private readonly ZoneRules _rules;

    private Zone(ZoneRules rules)
    {
        _rules = rules;
    }

    /// <summary>A zone that the compiler knows.</summary>
    /// <exception cref="InvalidOperationException">This machine has no such zone.</exception>
    public static Zone Of(string name) => TryFind(name, out Zone? zone)
        ? zone
        : throw new InvalidOperationException($"this machine's tz database has no zone {name}: install the package tzdata");

    /// <summary>A zone by its area and place; abbreviations such as EST are none.</summary>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Zone? zone)
    {
        zone = Known.GetOrAdd(name, static n => ZoneFile.Read(n) is { } rules ? new Zone(rules) : null);
        return zone is not null;
    }

    /// <summary>False where the clock shows a year that is none.</summary>
    public bool TryLocal(DateTime instant, out DateTime local) => Calendar.TryTicks((Int128)instant.Ticks + OffsetAt(instant), out local);

    /// <summary>What clocks show; the calendar's first or last moment where that is no time.</summary>
    public DateTime Local(DateTime instant) =>
        new(Math.Clamp(instant.Ticks + OffsetAt(instant), DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));

    /// <summary>The earlier instant of an overlap; false in a gap.</summary>
    public bool TryInstant(DateTime local, out DateTime instant) => TryInstant(local, later: false, out instant);

    /// <inheritdoc cref="TryInstant(DateTime, out DateTime)"/>
    public bool TryLaterInstant(DateTime local, out DateTime instant) => TryInstant(local, later: true, out instant);

    /// <summary>A zone by name: false too where there is none.</summary>
    public static bool TryLocal(DateTime instant, string zone, out DateTime local)
    {
        local = default;
        return TryFind(zone, out Zone? found) && found.TryLocal(instant, out local);
    }

    /// <inheritdoc cref="TryLocal(DateTime, string, out DateTime)"/>
    public static bool TryInstant(DateTime local, string zone, out DateTime instant)
    {
        instant = default;
        return TryFind(zone, out Zone? found) && found.TryInstant(local, out instant);
    }

    /// <inheritdoc cref="TryLocal(DateTime, string, out DateTime)"/>
    public static bool TryLaterInstant(DateTime local, string zone, out DateTime instant)
    {
        instant = default;
        return TryFind(zone, out Zone? found) && found.TryLaterInstant(local, out instant);
    }

    /// <summary>The first moment at which clocks show this or, where they jump over it, what comes behind the gap.</summary>
    public bool TryStart(DateTime local, out DateTime instant)
    {
        if (TryInstant(local, later: false, out instant))
        {
            return true;
        }

        // In a gap the offset before it still holds until the jump.
        long before = _rules.OffsetAt(Seconds(local) - LongestOffset);
        return Calendar.TryTicks((Int128)local.Ticks - (before * TimeSpan.TicksPerSecond), out instant);
    }

    /// <summary>The first moment of the zone's day, week, month … in which the instant lies.</summary>
    public bool TryStartOf(DateTime instant, Func<DateTime, DateTime> start, out DateTime result)
    {
        result = default;
        return TryLocal(instant, out DateTime local) && TryStart(start(local), out result);
    }

    /// <summary>The start of the zone's second, minute or hour: what its clock shows beyond that is taken off.</summary>
    public bool TryTruncate(DateTime instant, long ticks, out DateTime start)
    {
        long shown = (instant.Ticks + OffsetAt(instant)) % ticks;
        return Calendar.TryTicks((Int128)instant.Ticks - (shown < 0 ? shown + ticks : shown), out start);
    }

    // No offset has ever been longer than 16 hours.
    private const long LongestOffset = 86_400;

    private bool TryInstant(DateTime local, bool later, out DateTime instant)
    {
        // Whatever holds at the local time lies between the offsets that hold a day before and a day behind it.
        long shown = Seconds(local);
        long first = _rules.OffsetAt(shown - LongestOffset);
        long last = _rules.OffsetAt(shown + LongestOffset);
        bool showsFirst = _rules.OffsetAt(shown - first) == first;
        bool showsLast = _rules.OffsetAt(shown - last) == last;
        long offset = showsFirst && showsLast ? (later ? Math.Min(first, last) : Math.Max(first, last)) : showsFirst ? first : last;
        return Calendar.TryTicks((Int128)local.Ticks - (offset * TimeSpan.TicksPerSecond), out instant) && (showsFirst || showsLast);
    }

    private long OffsetAt(DateTime instant) => _rules.OffsetAt(Seconds(instant)) * TimeSpan.TicksPerSecond;

    private static long Seconds(DateTime time) =>
        (time.Ticks / TimeSpan.TicksPerSecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond);
}
