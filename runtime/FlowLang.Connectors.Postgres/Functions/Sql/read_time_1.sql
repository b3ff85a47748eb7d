-- 10:30, 10:30:59 or with up to nine digits of a second, cut after the sixth.
CREATE OR REPLACE FUNCTION flow.read_time_1(a text) RETURNS time LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a ~ '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?$' THEN CAST(left(a, 15) AS time) END
$$;
