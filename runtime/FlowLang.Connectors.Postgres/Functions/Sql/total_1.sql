-- A sum of floats from the sum of those below 1e290 and that of the others, divided by 2^64.
CREATE OR REPLACE FUNCTION flow.total_1(small double precision, large double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN large IS NULL THEN small
    ELSE flow.add_1(flow.multiply_1(large, 18446744073709551616), coalesce(small, 0)) END
$$;
