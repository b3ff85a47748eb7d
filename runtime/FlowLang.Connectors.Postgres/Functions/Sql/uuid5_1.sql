-- Version 5 of RFC 9562: a uuid that stands for a name in a namespace. SHA-1 by FIPS 180-4, which PostgreSQL lacks.
CREATE OR REPLACE FUNCTION flow.uuid5_1(name text, namespace text) RETURNS uuid LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  mask constant bigint := 4294967295;
  message bytea := decode(replace(namespace, '-', ''), 'hex') || convert_to(name, 'UTF8');
  bits constant bigint := octet_length(message) * 8;
  h bigint[] := ARRAY[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
  w bigint[];
  a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint;
  digest text := '';
BEGIN
  message := message || '\x80';
  message := message || decode(repeat('00', (120 - octet_length(message) % 64) % 64), 'hex') || int8send(bits);
  FOR block IN 0 .. octet_length(message) / 64 - 1 LOOP
    w := '{}';
    FOR i IN 0 .. 79 LOOP
      IF i < 16 THEN
        t := (get_byte(message, block * 64 + i * 4)::bigint << 24) | (get_byte(message, block * 64 + i * 4 + 1) << 16)
          | (get_byte(message, block * 64 + i * 4 + 2) << 8) | get_byte(message, block * 64 + i * 4 + 3);
      ELSE
        t := w[i - 2] # w[i - 7] # w[i - 13] # w[i - 15];
        t := ((t << 1) | (t >> 31)) & mask;
      END IF;
      w := w || t;
    END LOOP;
    a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
    FOR i IN 0 .. 79 LOOP
      IF i < 20 THEN f := (b & c) | (~b & mask & d); k := 1518500249;
      ELSIF i < 40 THEN f := b # c # d; k := 1859775393;
      ELSIF i < 60 THEN f := (b & c) | (b & d) | (c & d); k := 2400959708;
      ELSE f := b # c # d; k := 3395469782;
      END IF;
      t := ((((a << 5) | (a >> 27)) & mask) + f + e + k + w[i + 1]) & mask;
      e := d; d := c; c := ((b << 30) | (b >> 2)) & mask; b := a; a := t;
    END LOOP;
    h := ARRAY[(h[1] + a) & mask, (h[2] + b) & mask, (h[3] + c) & mask, (h[4] + d) & mask, (h[5] + e) & mask];
  END LOOP;
  FOR i IN 1 .. 4 LOOP
    digest := digest || lpad(to_hex(h[i]), 8, '0');
  END LOOP;
  RETURN CAST(overlay(overlay(digest PLACING '5' FROM 13 FOR 1)
    PLACING to_hex((('x0' || substr(digest, 17, 1))::bit(8)::integer & 3) | 8) FROM 17 FOR 1) AS uuid);
END $$;
