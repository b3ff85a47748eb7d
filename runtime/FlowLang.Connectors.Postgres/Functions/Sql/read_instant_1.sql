-- A date and time with `Z` or an offset of up to 18 hours.
CREATE OR REPLACE FUNCTION flow.read_instant_1(a text) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  zone text := substring(a FROM '([Zz]|[+-](0[0-9]|1[0-8])(:?[0-5][0-9])?)$');
  local timestamp := flow.read_datetime_1(left(a, -length(zone)));
BEGIN
  IF zone IN ('Z', 'z') THEN
    RETURN timezone('UTC', local);
  END IF;
  RETURN flow.checked_1(timezone('UTC', local) - (left(zone, 1) || '1')::integer
    * make_interval(hours => substr(zone, 2, 2)::integer, mins => coalesce(nullif(substr(replace(zone, ':', ''), 4), ''), '0')::integer));
END $$;
