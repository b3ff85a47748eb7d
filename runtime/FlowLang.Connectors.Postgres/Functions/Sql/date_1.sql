-- Null where the calendar has no such day in the years 1 to 9999.
CREATE OR REPLACE FUNCTION flow.date_1(y bigint, m bigint, d bigint) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN y BETWEEN 1 AND 9999 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 THEN
    CASE WHEN d <= 28 OR extract(month FROM make_date(CAST(y AS integer), CAST(m AS integer), 1) + CAST(d - 1 AS integer)) = m
      THEN make_date(CAST(y AS integer), CAST(m AS integer), CAST(d AS integer)) END END
$$;
