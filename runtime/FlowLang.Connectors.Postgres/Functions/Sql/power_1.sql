-- a to the power b by IEEE 754; null for zero to a negative power and for a negative number to one that is not whole.
CREATE OR REPLACE FUNCTION flow.power_1(a double precision, b double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a = 0 AND b < 0 THEN NULL
    WHEN a < 0 AND a > '-Infinity' AND abs(b) < 'Infinity' AND b <> floor(b) THEN NULL
    WHEN a = '-Infinity' AND abs(b) < 'Infinity' AND b <> floor(b) THEN CASE WHEN b > 0 THEN CAST('Infinity' AS double precision) ELSE 0 END
    WHEN a = 0 OR a = 'NaN' OR b = 'NaN' OR abs(a) = 'Infinity' OR abs(b) = 'Infinity' THEN power(a, b)
    WHEN abs(flow.multiply_1(b, ln(abs(a)))) <= 690 THEN power(a, b)
    WHEN flow.multiply_1(b, ln(abs(a))) > 710 THEN CASE WHEN a < 0 AND abs(b) < 9007199254740992 AND CAST(abs(b) AS numeric) % 2 = 1 THEN CAST('-Infinity' AS double precision) ELSE 'Infinity' END
    WHEN flow.multiply_1(b, ln(abs(a))) < -746 THEN CASE WHEN a < 0 AND abs(b) < 9007199254740992 AND CAST(abs(b) AS numeric) % 2 = 1 THEN CAST('-0' AS double precision) ELSE 0 END
    ELSE CASE WHEN a < 0 AND abs(b) < 9007199254740992 AND CAST(abs(b) AS numeric) % 2 = 1 THEN -1 ELSE 1 END
      * flow.multiply_1(power(abs(a), b / 2), power(abs(a), b / 2)) END
$$;
