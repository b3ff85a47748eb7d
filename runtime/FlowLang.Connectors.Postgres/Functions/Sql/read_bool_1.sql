-- true and false in any case.
CREATE OR REPLACE FUNCTION flow.read_bool_1(a text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE lower(a COLLATE "C") WHEN 'true' THEN true WHEN 'false' THEN false END
$$;
