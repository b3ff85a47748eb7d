-- The shortest text that reads back, in ECMAScript form.
CREATE OR REPLACE FUNCTION flow.float_text_1(a double precision) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a = 0 THEN '0'
    WHEN CAST(a AS text) !~ 'e' THEN CAST(a AS text)
    WHEN abs(a) >= 0.9999999e-6 AND abs(a) < 1e21 AND CAST(CAST(a AS text) AS numeric) BETWEEN -1e21 AND 1e21 AND abs(CAST(CAST(a AS text) AS numeric)) >= 0.000001
      THEN CAST(trim_scale(CAST(CAST(a AS text) AS numeric)) AS text)
    ELSE regexp_replace(CAST(a AS text), 'e([+-])0+', 'e\1') END
$$;
CREATE OR REPLACE FUNCTION flow.float_text_1(a real) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a = 0 THEN '0'
    WHEN CAST(a AS text) !~ 'e' THEN CAST(a AS text)
    WHEN abs(a) >= 0.9999999e-6 AND abs(a) < 1e21 AND CAST(CAST(a AS text) AS numeric) BETWEEN -1e21 AND 1e21 AND abs(CAST(CAST(a AS text) AS numeric)) >= 0.000001
      THEN CAST(trim_scale(CAST(CAST(a AS text) AS numeric)) AS text)
    ELSE regexp_replace(CAST(a AS text), 'e([+-])0+', 'e\1') END
$$;
