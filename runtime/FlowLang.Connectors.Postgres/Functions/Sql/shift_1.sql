-- A time later by an interval; null outside of the years 1 to 9999.
CREATE OR REPLACE FUNCTION flow.shift_1(a timestamp, d interval) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN d BETWEEN interval '-20000 years' AND interval '20000 years' THEN flow.checked_1(a + d) END
$$;
CREATE OR REPLACE FUNCTION flow.shift_1(a timestamptz, d interval) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN d BETWEEN interval '-20000 years' AND interval '20000 years' THEN flow.checked_1(a + d) END
$$;
