-- The first value that is not null.
CREATE OR REPLACE FUNCTION flow.first_value_1(a anyelement, b anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$ SELECT a $$;
CREATE OR REPLACE AGGREGATE flow.first_1(anyelement) (SFUNC = flow.first_value_1, STYPE = anyelement);
