-- A zone's wall clock as an instant: the earlier one of an overlap (or the later one), null in a gap. PostgreSQL takes the later one and
-- shifts gaps, so the offsets of the days around are tested by the way back.
CREATE OR REPLACE FUNCTION flow.at_zone_1(a timestamp, zone text, later boolean) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT flow.checked_1(CASE WHEN later THEN greatest(t.x, t.y, t.z) ELSE least(t.x, t.y, t.z) END) FROM (
    SELECT CASE WHEN timezone(zone, c.x) = a THEN c.x END, CASE WHEN timezone(zone, c.y) = a THEN c.y END, CASE WHEN timezone(zone, c.z) = a THEN c.z END
    FROM (SELECT timezone(zone, a), timezone(zone, a - interval '1 day') + interval '24 hours', timezone(zone, a + interval '1 day') - interval '24 hours') AS c(x, y, z)) AS t(x, y, z)
$$;
