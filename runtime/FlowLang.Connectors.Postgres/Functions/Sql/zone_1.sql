-- A time zone's name by area and place, or null: PostgreSQL raises an error for an unknown one. The names are the server's.
DO $do$
BEGIN
  EXECUTE format('CREATE OR REPLACE FUNCTION flow.zone_1(a text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
    (SELECT format('SELECT CASE WHEN a IN (%s) THEN a END', string_agg(quote_literal(name), ', ' ORDER BY name))
     FROM pg_timezone_names WHERE (name LIKE '%/%' AND name !~ '^(posix|right)/') OR name IN ('UTC', 'GMT')));
END $do$;
