-- A value as a reject's json shows it: times with a space, in UTC.
CREATE OR REPLACE FUNCTION flow.row_value_1(a anyelement) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_jsonb(a)
$$;
CREATE OR REPLACE FUNCTION flow.row_value_1(a timestamp) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT to_jsonb(CAST(a AS text))
$$;
CREATE OR REPLACE FUNCTION flow.row_value_1(a timestamptz) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT to_jsonb(CAST(a AS text))
$$;
