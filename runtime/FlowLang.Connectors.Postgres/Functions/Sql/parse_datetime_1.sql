-- The parts of a text by their tokens; what is left out is 1 January 1970, midnight. Null where there is no such time.
CREATE OR REPLACE FUNCTION flow.parse_datetime_1(parts text[], tokens text[]) RETURNS timestamp LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  months constant text[] := '{January,February,March,April,May,June,July,August,September,October,November,December}';
  days constant text[] := '{Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday}';
  y integer := 1970; m integer := 1; d integer := 1; h integer := 0; mi integer := 0; s integer := 0; us integer := 0;
  half text;
BEGIN
  FOR i IN 1 .. cardinality(tokens) LOOP
    CASE tokens[i]
      WHEN 'yyyy' THEN y := parts[i];
      WHEN 'MM' THEN m := parts[i];
      WHEN 'MMMM' THEN m := array_position(months, parts[i]);
      WHEN 'MMM' THEN m := (SELECT n FROM unnest(months) WITH ORDINALITY AS t(name, n) WHERE left(name, 3) = parts[i]);
      WHEN 'dd' THEN d := parts[i];
      WHEN 'EEEE' THEN IF array_position(days, parts[i]) IS NULL THEN RETURN NULL; END IF;
      WHEN 'EEE' THEN IF NOT EXISTS (SELECT FROM unnest(days) AS t(name) WHERE left(name, 3) = parts[i]) THEN RETURN NULL; END IF;
      WHEN 'HH' THEN h := parts[i];
      WHEN 'hh' THEN h := parts[i];
      WHEN 'a' THEN half := parts[i];
      WHEN 'mm' THEN mi := parts[i];
      WHEN 'ss' THEN s := parts[i];
      WHEN 'SSSSSS' THEN us := parts[i];
      WHEN 'SSS' THEN us := parts[i]::integer * 1000;
    END CASE;
  END LOOP;
  IF half IS NOT NULL THEN
    IF h NOT BETWEEN 1 AND 12 THEN RETURN NULL; END IF;
    h := h % 12 + CASE half WHEN 'PM' THEN 12 ELSE 0 END;
  END IF;
  IF h > 23 OR mi > 59 OR s > 59 THEN RETURN NULL; END IF;
  RETURN flow.date_1(y, m, d) + make_time(h, mi, 0) + make_interval(secs => s) + us * interval '1 microsecond';
END $$;
