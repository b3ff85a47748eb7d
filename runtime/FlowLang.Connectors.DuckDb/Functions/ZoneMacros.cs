using DuckDB.NET.Data;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>
/// Wall clocks of time zones. The engine's <c>timezone(zone, datetime)</c> takes the later instant of an overlap and shifts a gap forward,
/// so what it gives is tested by the way back. Unknown zones and times outside the years 1 to 9999 give null.
/// </summary>
internal static class ZoneMacros
{
    private const string Definitions = """
        CREATE TEMP MACRO flow_to_zone(t, zone) AS flow_checked_datetime(TRY(timezone(zone, t)));
        CREATE TEMP MACRO flow_day_before(t, zone) AS timezone(zone, t - INTERVAL 1 DAY) + INTERVAL 24 HOUR;
        CREATE TEMP MACRO flow_zone_start(t, zone) AS TRY(CASE
            WHEN timezone(zone, flow_day_before(t, zone)) = t THEN least(flow_day_before(t, zone), timezone(zone, t))
            ELSE timezone(zone, t) END);
        CREATE TEMP MACRO flow_at_zone(t, zone) AS flow_checked_instant(TRY(CASE
            WHEN timezone(zone, timezone(zone, t)) = t THEN flow_zone_start(t, zone) END));
        CREATE TEMP MACRO flow_at_zone_later(t, zone) AS flow_checked_instant(TRY(CASE
            WHEN timezone(zone, timezone(zone, t)) = t THEN timezone(zone, t) END));
        CREATE TEMP MACRO flow_trunc_zone(t, zone, size) AS flow_checked_instant(make_timestamptz(
            epoch_us(t) - (((epoch_us(timezone(zone, t)) % size) + size) % size)));
        """;

    public static void Create(DuckDBConnection connection)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = Definitions;
        command.ExecuteNonQuery();
    }
}
