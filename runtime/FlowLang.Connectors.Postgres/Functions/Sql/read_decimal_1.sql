-- Digits with a point somewhere and an exponent of up to four digits; null from `bound` on.
CREATE OR REPLACE FUNCTION flow.read_decimal_1(a text, places integer, bound numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(a) <= 10000 AND a ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,4})?$' THEN
    CASE WHEN abs(round(CAST(a AS numeric), places)) < bound THEN round(CAST(a AS numeric), places) END END
$$;
