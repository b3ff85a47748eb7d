namespace FlowLang.Semantics.Functions.Times;

/// <summary>Wall clocks and instants in PostgreSQL, as <see cref="ZoneSql"/>.</summary>
internal static class PostgresZones
{
    private const string Utc = "'UTC'";

    /// <summary>An instant as the zone's wall clock.</summary>
    public static string ToLocal(string instant, string zone) =>
        zone == Utc ? $"timezone('UTC', {instant})" : $"flow.checked_1(timezone({zone}, {instant}))";

    /// <summary>A wall clock as an instant; null in a gap.</summary>
    public static string ToInstant(string local, string zone, bool later = false) =>
        zone == Utc ? $"timezone('UTC', {local})" : $"flow.at_zone_1({local}, {zone}, {(later ? "true" : "false")})";

    /// <summary>A zone argument: a name out of data is looked up first, since PostgreSQL raises an error for an unknown one.</summary>
    public static string Zone(SqlCall call, int index) =>
        call.Constants[index] is string ? call.Arguments[index] : $"flow.zone_1({call.Arguments[index]})";
}
