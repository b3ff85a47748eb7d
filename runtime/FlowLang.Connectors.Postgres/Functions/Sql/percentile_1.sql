-- The value below which a fraction of a sorted list lies, between its neighbours by their weights. percentile_cont rounds otherwise, and there is
-- none over windows.
CREATE OR REPLACE FUNCTION flow.percentile_1(a double precision[], f double precision) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  place double precision := f * (cardinality(a) - 1);
  low integer := floor(place);
  share double precision := place - low;
BEGIN
  IF share = 0 THEN
    RETURN a[low + 1];
  END IF;
  RETURN flow.add_1(flow.multiply_1(a[low + 1], 1 - share), flow.multiply_1(a[low + 2], share));
END $$;
