-- An optional sign and digits.
CREATE OR REPLACE FUNCTION flow.read_int32_1(a text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a ~ '^[+-]?0*[0-9]{1,10}$' THEN
    CASE WHEN CAST(a AS bigint) BETWEEN -2147483648 AND 2147483647 THEN CAST(a AS integer) END END
$$;
