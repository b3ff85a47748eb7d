-- Null outside of the years 1 to 9999.
CREATE OR REPLACE FUNCTION flow.checked_1(a timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a >= timestamp '0001-01-01' AND a < timestamp '10000-01-01' THEN a END
$$;
CREATE OR REPLACE FUNCTION flow.checked_1(a timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a >= timestamptz '0001-01-01 00:00+00' AND a < timestamptz '10000-01-01 00:00+00' THEN a END
$$;
CREATE OR REPLACE FUNCTION flow.checked_1(a date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a >= date '0001-01-01' AND a <= date '9999-12-31' THEN a END
$$;
