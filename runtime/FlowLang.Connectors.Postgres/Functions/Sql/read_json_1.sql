-- Null where the text is no json. Before version 16 PostgreSQL can only try.
CREATE OR REPLACE FUNCTION flow.read_json_1(a text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN CAST(a AS jsonb);
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
  RETURN NULL;
END $$;
