-- Five groups of hexadecimal digits with hyphens.
CREATE OR REPLACE FUNCTION flow.read_uuid_1(a text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN CAST(a AS uuid) END
$$;
