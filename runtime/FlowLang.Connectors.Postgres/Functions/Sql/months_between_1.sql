-- The largest n for which the earlier time plus n months is not after the later one.
CREATE OR REPLACE FUNCTION flow.months_between_1(a timestamp, b timestamp) RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  low timestamp := least(a, b);
  high timestamp := greatest(a, b);
  n integer := (extract(year FROM high) - extract(year FROM low)) * 12 + extract(month FROM high) - extract(month FROM low);
BEGIN
  IF a IS NULL OR b IS NULL THEN
    RETURN NULL;
  END IF;
  n := n - CASE WHEN low + make_interval(months => n) > high THEN 1 ELSE 0 END;
  RETURN CASE WHEN a <= b THEN n ELSE -n END;
END $$;
