-- A date, then `T` or a space and a time.
CREATE OR REPLACE FUNCTION flow.read_datetime_1(a text) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN length(a) = 10 THEN CAST(flow.read_date_1(a) AS timestamp)
    WHEN substr(a, 11, 1) IN ('T', 't', ' ') THEN flow.read_date_1(left(a, 10)) + flow.read_time_1(substr(a, 12)) END
$$;
