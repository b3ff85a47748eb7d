-- The last value that is not null.
CREATE OR REPLACE FUNCTION flow.last_value_1(a anyelement, b anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$ SELECT b $$;
CREATE OR REPLACE AGGREGATE flow.last_1(anyelement) (SFUNC = flow.last_value_1, STYPE = anyelement);
