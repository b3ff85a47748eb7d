-- A zone's wall clock as an instant: the earlier one of an overlap (or the later one), null in a gap. PostgreSQL takes the offset after an
-- overlap and the one before a gap, so the offsets of the days around are tested by the way back.
CREATE OR REPLACE FUNCTION flow.at_zone_1(a timestamp, zone text, later boolean) RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  x timestamptz := timezone(zone, a);
  y timestamptz := timezone(zone, a - interval '1 day') + interval '24 hours';
  z timestamptz;
BEGIN
  IF timezone(zone, x) IS DISTINCT FROM a THEN
    RETURN NULL;
  END IF;
  IF x = y THEN
    RETURN flow.checked_1(x);
  END IF;
  z := timezone(zone, a + interval '1 day') - interval '24 hours';
  y := CASE WHEN timezone(zone, y) = a THEN y END;
  z := CASE WHEN timezone(zone, z) = a THEN z END;
  RETURN flow.checked_1(CASE WHEN later THEN greatest(x, y, z) ELSE least(x, y, z) END);
END $$;
