-- A wall clock as an instant: the first moment behind a gap, the earlier one of an overlap.
CREATE OR REPLACE FUNCTION flow.zone_start_1(a timestamp, zone text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT flow.checked_1(CASE
    WHEN timezone(zone, timezone(zone, a - interval '1 day') + interval '24 hours') = a
      THEN least(timezone(zone, a - interval '1 day') + interval '24 hours', timezone(zone, a))
    ELSE timezone(zone, a) END)
$$;
