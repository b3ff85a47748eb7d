namespace FlowLang.Connectors.Postgres;

/// <summary>The catalog queries of <see cref="TableSwap"/>; $1 is always the old table's oid.</summary>
internal static class SwapSql
{
    public const string CanReplace = """
        SELECT c.relpersistence = 'p' AND NOT c.relispartition AND c.reloftype = 0 AND NOT c.relrowsecurity AND c.relreplident = 'd'
          AND c.reloptions IS NULL AND c.reltablespace = 0 AND NOT c.relhasrules AND NOT c.relhastriggers
          AND pg_has_role(c.relowner, 'USAGE') AND has_schema_privilege(c.relnamespace, 'CREATE')
          AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid OR inhparent = c.oid)
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND (contype NOT IN ('c', 'p', 'u', 'n') OR condeferrable OR NOT convalidated))
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE confrelid = c.oid)
          AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)
          AND NOT EXISTS (SELECT FROM pg_publication_rel WHERE prrelid = c.oid)
          AND NOT EXISTS (SELECT FROM pg_statistic_ext WHERE stxrelid = c.oid)
          AND NOT EXISTS (SELECT FROM pg_seclabel WHERE objoid = c.oid)
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                          AND (a.attidentity <> '' OR a.attacl IS NOT NULL OR a.attoptions IS NOT NULL OR coalesce(a.attstattarget, -1) <> -1))
          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid
                          AND (NOT i.indisvalid OR i.indisclustered OR i.indisreplident OR i.indisexclusion
                               OR obj_description(i.indexrelid, 'pg_class') IS NOT NULL))
          -- What depends on the table or its row type, other than its own parts.
          AND NOT EXISTS (
            SELECT FROM pg_depend d
            WHERE ((d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid)
                OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT t.oid FROM pg_type t WHERE t.oid = c.reltype OR t.typelem = c.reltype)))
              AND NOT (d.classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objid AND k.conrelid = c.oid))
              AND NOT (d.classid = 'pg_attrdef'::regclass AND EXISTS (SELECT FROM pg_attrdef f WHERE f.oid = d.objid AND f.adrelid = c.oid))
              AND NOT (d.classid = 'pg_class'::regclass AND (EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = d.objid AND i.indrelid = c.oid)
                                                             OR d.objid = c.reltoastrelid OR d.objid = c.oid))
              AND NOT (d.classid = 'pg_type'::regclass AND d.objid IN (SELECT t.oid FROM pg_type t WHERE t.oid = c.reltype OR t.typelem = c.reltype)))
        FROM pg_class c WHERE c.oid = $1::oid
        """;

    /// <summary>Name, beginning (<c>CREATE UNIQUE INDEX</c>), what follows the table's name, and the kind of constraint it stands
    /// for.</summary>
    public const string Indexes = """
        SELECT x.relname::text, split_part(p.start, ' ' || quote_ident(x.relname) || ' ON ', 1), substr(p.definition, length(p.start) + 1),
               CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' END
        FROM pg_index i
        JOIN pg_class x ON x.oid = i.indexrelid
        JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = c.oid
        CROSS JOIN LATERAL (
          SELECT pg_get_indexdef(i.indexrelid) AS definition,
                 format('CREATE %sINDEX %s ON %s.%s', CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, quote_ident(x.relname),
                        quote_ident(n.nspname), quote_ident(c.relname)) AS start) p
        WHERE i.indrelid = $1::oid
        ORDER BY i.indisprimary DESC, x.relname
        """;

    /// <summary>
    /// Statements that give the new table ($2 before, $3 after its renaming) the old one's owner, grants and comment. Read before the old
    /// one
    /// is dropped, run after.
    /// </summary>
    public const string Attributes = """
        WITH o AS (SELECT * FROM pg_class WHERE oid = $1::oid), f AS (SELECT * FROM pg_class WHERE oid = $2::text::regclass)
        SELECT s FROM (
          SELECT 1 AS n, format('ALTER TABLE %s OWNER TO %I', $3::text, pg_get_userbyid(o.relowner)) AS s FROM o, f WHERE o.relowner <> f.relowner
          UNION ALL
          SELECT 2, format('REVOKE ALL ON %s FROM %s', $3::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
          FROM f, aclexplode(f.relacl) a
          UNION ALL
          SELECT 3, format('GRANT %s ON %s TO %s%s', a.privilege_type, $3::text,
                           CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                           CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
          FROM o, f, aclexplode(coalesce(o.relacl, CASE WHEN f.relacl IS NOT NULL THEN acldefault('r', o.relowner) END)) a
          UNION ALL
          SELECT 4, format('COMMENT ON TABLE %s IS %L', $3::text, obj_description(o.oid, 'pg_class'))
          FROM o WHERE obj_description(o.oid, 'pg_class') IS NOT NULL) t
        ORDER BY n
        """;
}
