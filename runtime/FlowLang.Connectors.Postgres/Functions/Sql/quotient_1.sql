-- The exact quotient of integers, rounded once to a float: 75 places hold every tie. Null for b = 0.
CREATE OR REPLACE FUNCTION flow.quotient_1(a bigint, b bigint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a BETWEEN -9007199254740992 AND 9007199254740992 AND b BETWEEN -9007199254740992 AND 9007199254740992
      THEN CAST(a AS double precision) / nullif(CAST(b AS double precision), 0)
    ELSE CAST(CAST(a AS numeric(95, 75)) / nullif(CAST(b AS numeric), 0) AS double precision) END
$$;
