-- An optional sign and digits.
CREATE OR REPLACE FUNCTION flow.read_int64_1(a text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a ~ '^[+-]?[0-9]{1,18}$' THEN CAST(a AS bigint)
    WHEN a ~ '^[+-]?[0-9]+$' AND length(ltrim(a, '+-0')) <= 19 THEN
      CASE WHEN CAST(a AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(a AS bigint) END END
$$;
