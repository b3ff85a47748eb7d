-- The largest n for which the earlier time plus n months is not after the later one.
CREATE OR REPLACE FUNCTION flow.months_between_1(a timestamp, b timestamp) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a <= b THEN t.n - CASE WHEN a + make_interval(months => t.n) > b THEN 1 ELSE 0 END
    ELSE -(-t.n - CASE WHEN b + make_interval(months => -t.n) > a THEN 1 ELSE 0 END) END
  FROM (SELECT CAST((extract(year FROM b) - extract(year FROM a)) * 12 + extract(month FROM b) - extract(month FROM a) AS integer)) AS t(n)
$$;
