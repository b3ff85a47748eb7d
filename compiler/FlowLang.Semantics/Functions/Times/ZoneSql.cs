namespace FlowLang.Semantics.Functions.Times;

/// <summary>
/// Wall clocks and instants in DuckDB. Its `timezone(zone, datetime)` takes the later instant of an overlap and shifts a gap forward; the
/// session's macros test what it gives by the way back. All are null for an unknown zone and outside the years 1 to 9999.
/// </summary>
internal static class ZoneSql
{
    /// <summary>An instant as the zone's wall clock.</summary>
    public static string ToLocal(string instant, string zone) =>
        zone == Utc ? $"make_timestamp(epoch_us({instant}))" : $"flow_to_zone({instant}, {zone})";

    /// <summary>A wall clock as an instant; null in a gap.</summary>
    public static string ToInstant(string local, string zone, bool later = false) =>
        zone == Utc ? $"make_timestamptz(epoch_us({local}))" : $"flow_at_zone{(later ? "_later" : "")}({local}, {zone})";

    /// <summary>A wall clock as an instant: the first moment behind a gap, the earlier one of an overlap.</summary>
    public static string ToStart(string local, string zone) => $"flow_checked_instant(flow_zone_start({local}, {zone}))";

    /// <summary>The start of the zone's second, minute or hour: what its clock shows beyond that is taken off.</summary>
    public static string TruncateWithinDay(string instant, string zone, long size) => $"flow_trunc_zone({instant}, {zone}, {size})";

    /// <summary>A zone argument: a name out of data is looked up first, since the engine raises an error for an unknown one.</summary>
    public static string Zone(SqlCall call, int index) =>
        call.Constants[index] is string ? call.Arguments[index] : $"flow_zone({call.Arguments[index]})";

    private const string Utc = "'UTC'";
}
