-- A string without its quotes, anything else as json writes it without blanks; null of a json null.
CREATE OR REPLACE FUNCTION flow.json_text_1(a jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(a)
    WHEN 'null' THEN NULL
    WHEN 'string' THEN a #>> '{}'
    ELSE regexp_replace(
      regexp_replace(CAST(a AS text), '("(?:[^"\\]|\\.)*")|([,:]) ', '\1\2', 'g'),
      '("(?:[^"\\]|\\.)*")|([.][0-9])([0-9]*[1-9])?0+(?![0-9])', '\1\2\3', 'g') END
$$;
