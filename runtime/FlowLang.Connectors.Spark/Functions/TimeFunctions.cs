namespace FlowLang.Connectors.Spark.Functions;

/// <summary>
/// Calendars and wall clocks, null outside the years 1 to 9999. The engine's <c>to_utc_timestamp</c> takes the earlier instant of an
/// overlap and shifts a gap forward, so what it gives is tested by the way back.
/// </summary>
internal static class TimeFunctions
{
    public const string Definitions = """
        flow_checked_instant(x TIMESTAMP) RETURNS TIMESTAMP
        RETURN timestamp_micros(flow_checked_micros(unix_micros(x)));

        flow_checked_datetime(x TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ
        RETURN CAST(flow_checked_instant(CAST(x AS TIMESTAMP)) AS TIMESTAMP_NTZ);

        flow_local(x TIMESTAMP, zone STRING) RETURNS TIMESTAMP
        RETURN from_utc_timestamp(x, zone);

        flow_to_zone(x TIMESTAMP, zone STRING) RETURNS TIMESTAMP_NTZ
        RETURN CAST(flow_checked_instant(from_utc_timestamp(x, zone)) AS TIMESTAMP_NTZ);

        flow_zone_start(x TIMESTAMP, zone STRING) RETURNS TIMESTAMP
        RETURN flow_checked_instant(to_utc_timestamp(x, zone));

        flow_zone_kept(x TIMESTAMP, t TIMESTAMP, zone STRING) RETURNS TIMESTAMP
        RETURN CASE WHEN from_utc_timestamp(t, zone) = x THEN t END;

        flow_at_zone_of(x TIMESTAMP, zone STRING) RETURNS TIMESTAMP
        RETURN flow_checked_instant(flow_zone_kept(x, to_utc_timestamp(x, zone), zone));

        flow_at_zone(x TIMESTAMP_NTZ, zone STRING) RETURNS TIMESTAMP
        RETURN flow_at_zone_of(CAST(x AS TIMESTAMP), zone);

        flow_at_zone_later(x TIMESTAMP_NTZ, zone STRING) RETURNS TIMESTAMP
        RETURN greatest(flow_at_zone(x, zone), CASE WHEN flow_at_zone(x, zone) IS NOT NULL THEN flow_checked_instant(flow_zone_kept(
          CAST(x AS TIMESTAMP), to_utc_timestamp(CAST(x AS TIMESTAMP) + INTERVAL '24' HOUR, zone) - INTERVAL '24' HOUR, zone)) END);

        flow_trunc_zone(x TIMESTAMP, zone STRING, size BIGINT) RETURNS TIMESTAMP
        RETURN flow_checked_instant(timestamp_micros(unix_micros(x) - pmod(unix_micros(from_utc_timestamp(x, zone)), size)));

        flow_moved(x BIGINT, months INT, days INT, micros BIGINT) RETURNS BIGINT
        RETURN unix_micros(CAST(date_add(add_months(CAST(timestamp_micros(x) AS DATE), months), days) AS TIMESTAMP))
          + pmod(x, 86400000000) + micros;

        flow_moved_within(x BIGINT, d STRUCT<months: INT, days: INT, microseconds: BIGINT>) RETURNS BIGINT
        RETURN CASE WHEN d.months BETWEEN -120000 AND 120000 AND d.days BETWEEN -3700000 AND 3700000
          AND d.microseconds BETWEEN -316000000000000000 AND 316000000000000000 THEN flow_moved(x, d.months, d.days, d.microseconds) END;

        flow_add_instant(x TIMESTAMP, d STRUCT<months: INT, days: INT, microseconds: BIGINT>) RETURNS TIMESTAMP
        RETURN timestamp_micros(flow_checked_micros(flow_moved_within(unix_micros(x), d)));

        flow_add_datetime(x TIMESTAMP_NTZ, d STRUCT<months: INT, days: INT, microseconds: BIGINT>) RETURNS TIMESTAMP_NTZ
        RETURN CAST(flow_add_instant(CAST(x AS TIMESTAMP), d) AS TIMESTAMP_NTZ);

        flow_months_ahead(a BIGINT, b BIGINT, months INT) RETURNS BIGINT
        RETURN CAST(months - CASE WHEN flow_moved(a, months, 0, 0L) > b THEN 1 ELSE 0 END AS BIGINT);

        flow_calendar_months(x TIMESTAMP) RETURNS INT
        RETURN year(x) * 12 + month(x);

        flow_months_between_of(a TIMESTAMP, b TIMESTAMP) RETURNS BIGINT
        RETURN flow_months_ahead(unix_micros(a), unix_micros(b), flow_calendar_months(b) - flow_calendar_months(a));

        flow_months_between(a TIMESTAMP, b TIMESTAMP) RETURNS BIGINT
        RETURN CASE WHEN a <= b THEN flow_months_between_of(a, b) ELSE -flow_months_between_of(b, a) END;

        flow_make_date(y BIGINT, m BIGINT, d BIGINT) RETURNS DATE
        RETURN CASE WHEN y BETWEEN 1 AND 9999 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31
          THEN try_cast(printf('%04d-%02d-%02d', y, m, d) AS DATE) END;
        """;
}
