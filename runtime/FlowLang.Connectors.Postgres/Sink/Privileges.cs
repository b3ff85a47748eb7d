using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Says before the first row what the user may not do, and the GRANT that would help.</summary>
internal static class Privileges
{
    /// <param name="stages">Whether the run puts rows down in tables of schema <c>flow</c>, which it creates.</param>
    public static async Task RequireAsync(
        PostgresSession session, TargetTable target, TableOptions options, bool stages, CancellationToken cancel)
    {
        if (await LedgerAsync(session, stages, cancel) is { } missing)
        {
            throw Missing(session, $"write {target.Name}", missing);
        }

        await RequireTargetAsync(session, target, options, cancel);
    }

    /// <summary>Throws unless the user may write to the table, or create it.</summary>
    public static async Task RequireTargetAsync(
        PostgresSession session, TargetTable target, TableOptions options, CancellationToken cancel)
    {
        string? missing = target.Live is null
            ? await CreationAsync(session, target.Name, cancel)
            : await UseAsync(session, target.Name, options, cancel);
        if (missing is not null)
        {
            throw Missing(session, $"write {target.Name}", missing);
        }
    }

    /// <summary>Throws unless the user may keep <c>flow.runs</c>, or create it.</summary>
    public static async Task RequireLedgerAsync(PostgresSession session, CancellationToken cancel)
    {
        if (await LedgerAsync(session, stages: false, cancel) is { } missing)
        {
            throw Missing(session, "keep the ledger flow.runs", missing);
        }
    }

    /// <summary>
    /// Throws unless the user may keep <c>flow.fences</c>, or create it, as a served run has to. The ledger was asked for before.
    /// </summary>
    public static async Task RequireFencesAsync(PostgresSession session, CancellationToken cancel)
    {
        object? missing = await session.ScalarAsync(
            """
            SELECT CASE
              WHEN to_regnamespace('flow') IS NULL THEN NULL
              WHEN to_regclass('flow.fences') IS NULL THEN CASE WHEN has_schema_privilege('flow', 'CREATE') THEN NULL
                ELSE format('GRANT USAGE, CREATE ON SCHEMA flow TO %I', current_user) END
              WHEN NOT (has_table_privilege('flow.fences', 'SELECT') AND has_table_privilege('flow.fences', 'INSERT')
                AND has_table_privilege('flow.fences', 'DELETE'))
                THEN format('GRANT SELECT, INSERT, DELETE ON flow.fences TO %I', current_user)
            END
            """,
            cancel);
        if (missing is not null)
        {
            throw Missing(session, "keep flow.fences, by which a run that another process took over does not commit", $"{missing}");
        }
    }

    /// <summary>Throws unless the user may create functions in schema <c>flow</c>.</summary>
    public static async Task RequireFunctionsAsync(PostgresSession session, IEnumerable<string> functions, CancellationToken cancel)
    {
        if (await CreationInFlowAsync(session, cancel) is { } missing)
        {
            throw Missing(session, $"create {string.Join(", ", functions.Select(f => $"flow.{f}"))}", missing);
        }
    }

    /// <summary>What the user lacks to create in schema <c>flow</c>; null for nothing.</summary>
    public static Task<string?> CreationInFlowAsync(PostgresSession session, CancellationToken cancel) =>
        LedgerAsync(session, stages: true, cancel);

    public static FlowException Missing(PostgresSession session, string work, string missing) => new(new FlowError(
        "RT6004", $"{session.Target}: the user may not {work}", $"missing: {missing}",
        $"as the owner or an administrator: {missing}; or hand the administrator the SQL that `describe --grants` prints: "
            + "it makes what the program needs in schema flow"));

    private static async Task<string?> LedgerAsync(PostgresSession session, bool stages, CancellationToken cancel)
    {
        object? state = await session.ScalarAsync(
            """
            SELECT CASE
              WHEN to_regnamespace('flow') IS NULL THEN CASE WHEN has_database_privilege(current_database(), 'CREATE') THEN NULL
                ELSE format('CREATE SCHEMA flow AUTHORIZATION %I', current_user) END
              WHEN NOT (has_schema_privilege('flow', 'USAGE') AND (has_schema_privilege('flow', 'CREATE')
                OR NOT $1::boolean AND to_regclass('flow.runs') IS NOT NULL)) THEN format('GRANT USAGE, CREATE ON SCHEMA flow TO %I', current_user)
              WHEN to_regclass('flow.runs') IS NULL THEN NULL
              WHEN NOT (has_table_privilege('flow.runs', 'SELECT') AND has_table_privilege('flow.runs', 'INSERT')
                AND has_table_privilege('flow.runs', 'UPDATE')) THEN format('GRANT SELECT, INSERT, UPDATE ON flow.runs TO %I', current_user)
            END
            """,
            cancel,
            stages);
        return state?.ToString();
    }

    private static async Task<string?> CreationAsync(PostgresSession session, TableName name, CancellationToken cancel)
    {
        object? state = await session.ScalarAsync(
            """
            SELECT CASE
              WHEN n.oid IS NULL THEN CASE WHEN has_database_privilege(current_database(), 'CREATE') THEN NULL
                ELSE format('CREATE SCHEMA %I AUTHORIZATION %I', $1::text, current_user) END
              WHEN NOT has_schema_privilege(n.oid, 'CREATE') THEN format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', $1::text, current_user)
            END
            FROM (VALUES (1)) AS one LEFT JOIN pg_namespace n ON n.nspname = $1::text
            """,
            cancel,
            name.Schema);
        return state?.ToString();
    }

    private static async Task<string?> UseAsync(PostgresSession session, TableName name, TableOptions options, CancellationToken cancel)
    {
        string[] needed = options.Mode switch
        {
            WriteMode.Append => ["INSERT"],
            WriteMode.Upsert => ["SELECT", "INSERT", "UPDATE"],
            WriteMode.ReplacePartition => ["SELECT", "INSERT", "DELETE"],
            WriteMode.Scd2 => ["SELECT", "INSERT", "UPDATE", "DELETE"],
            _ => ["INSERT"],
        };
        object? state = await session.ScalarAsync(
            """
            SELECT CASE
              WHEN NOT has_schema_privilege($1::text, 'USAGE') THEN format('GRANT USAGE ON SCHEMA %I TO %I', $1::text, current_user)
              WHEN EXISTS (SELECT FROM unnest($3::text[]) AS p WHERE NOT has_table_privilege($2::text::regclass, p))
                THEN format('GRANT %s ON %s TO %I', array_to_string($3::text[], ', '), $2::text::regclass::text, current_user)
            END
            """,
            cancel,
            name.Schema,
            name.Quoted,
            needed);
        return state?.ToString();
    }
}
