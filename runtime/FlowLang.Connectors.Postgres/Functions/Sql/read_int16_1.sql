-- An optional sign and digits.
CREATE OR REPLACE FUNCTION flow.read_int16_1(a text) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a ~ '^[+-]?0*[0-9]{1,10}$' THEN
    CASE WHEN CAST(a AS bigint) BETWEEN -32768 AND 32767 THEN CAST(a AS smallint) END END
$$;
