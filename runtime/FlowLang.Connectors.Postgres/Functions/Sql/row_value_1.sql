-- A value as the json of a rejected row shows it, without blanks: times with a space, in UTC.
CREATE OR REPLACE FUNCTION flow.row_value_1(a anyelement) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(regexp_replace(CAST(to_jsonb(a) AS text), '("(?:[^"\\]|\\.)*")|([,:]) ', '\1\2', 'g'), 'null')
$$;
CREATE OR REPLACE FUNCTION flow.row_value_1(a timestamp) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce('"' || CAST(a AS text) || '"', 'null')
$$;
CREATE OR REPLACE FUNCTION flow.row_value_1(a timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce('"' || CAST(a AS text) || '"', 'null')
$$;
