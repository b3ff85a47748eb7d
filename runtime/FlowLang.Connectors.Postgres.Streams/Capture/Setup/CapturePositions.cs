using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// <c>flow.captures</c> in the captured database: one row a slot. It is written before the slot is told, so a slot that is ahead of its row
/// is not the one that this program made, and changes are missing.
/// </summary>
internal sealed class CapturePositions(PostgresSession session, string slot, ImmutableArray<string> tables)
{
    public const string Definition = """
        CREATE TABLE IF NOT EXISTS flow.captures (
          slot text PRIMARY KEY,
          owner text NOT NULL,
          lsn pg_lsn,
          number bigint NOT NULL,
          moved_at timestamptz NOT NULL DEFAULT clock_timestamp());
        ALTER TABLE flow.captures ADD COLUMN IF NOT EXISTS rest text, ADD COLUMN IF NOT EXISTS tables text[];
        COMMENT ON TABLE flow.captures IS
          'how far FlowLang pipelines have taken the changes of this database: all before lsn (none: the snapshot is not finished)'
          '; tables: of the slot, by number; rest: what of their snapshot is still to be read beside the log';
        """;

    private const string Newest = """
        SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('flow.captures') AND NOT attisdropped AND attname IN ('rest', 'tables')
        HAVING count(*) = 2
        """;

    /// <summary>Makes the table, or brings one of an earlier version up to date.</summary>
    public static async Task EnsureAsync(PostgresSession session, CancellationToken cancel)
    {
        if (await session.ScalarAsync(Newest, cancel) is not null)
        {
            return;
        }

        try
        {
            string schema = await RunLedger.SchemaAsync(session, cancel);
            await session.ExecuteAsync(
                $"BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('flow.captures', 0)); {schema}{Definition} COMMIT", cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new FlowException(CaptureErrors.NoPositions(session.Target, Definition), e);
        }
    }

    /// <summary>As <see cref="FindAsync"/> after <see cref="EnsureAsync"/>, without making the table.</summary>
    public static async Task<(string Owner, CapturePosition Position, ImmutableArray<string>? Tables)?> LookAsync(
        PostgresSession session, string slot, CancellationToken cancel)
    {
        bool isThere = await session.ScalarAsync("SELECT to_regclass('flow.captures')::text", cancel) is not null;
        bool isNewest = await session.ScalarAsync(Newest, cancel) is not null;
        bool canGoOn = isNewest ? await MayAsync(
                "has_schema_privilege('flow', 'USAGE') AND has_table_privilege('flow.captures', 'SELECT') "
                + "AND has_table_privilege('flow.captures', 'INSERT') AND has_table_privilege('flow.captures', 'UPDATE')")
            : isThere ? await MayAsync("pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'flow.captures'::regclass), 'USAGE')")
            : await Privileges.CreationInFlowAsync(session, cancel) is null;
        return !canGoOn ? throw new FlowException(CaptureErrors.NoPositions(session.Target, Definition))
            : isThere ? await FindAsync(session, slot, isNewest, cancel)
            : null;

        async Task<bool> MayAsync(string condition) => await session.ScalarAsync($"SELECT {condition}", cancel) is true;
    }

    /// <summary>Null where the slot was never used.</summary>
    /// <param name="isNewest">The table has all of its columns.</param>
    public static async Task<(string Owner, CapturePosition Position, ImmutableArray<string>? Tables)?> FindAsync(
        PostgresSession session, string slot, bool isNewest, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            $"SELECT owner, lsn::text, number, {(isNewest ? "rest, tables" : "NULL::text, NULL::text[]")} FROM flow.captures "
                + "WHERE slot = $1",
            cancel, slot);
        return rows is [[string owner, var lsn, long number, var rest, var tables]]
            ? (owner,
                new CapturePosition(
                    lsn is string text ? ParseLsn(text) : null, number, rest is string left ? SnapshotRest.Parse(left) : null),
                tables is string[] names ? [.. names] : null)
            : null;
    }

    public Task WriteAsync(string owner, CapturePosition position, CancellationToken cancel) => session.ExecuteAsync(
        """
        INSERT INTO flow.captures (slot, owner, lsn, number, rest, tables) VALUES ($1, $2, $3::pg_lsn, $4, $5, $6)
        ON CONFLICT (slot) DO UPDATE SET
          owner = EXCLUDED.owner, lsn = EXCLUDED.lsn, number = EXCLUDED.number, rest = EXCLUDED.rest,
          tables = EXCLUDED.tables, moved_at = clock_timestamp()
        """, cancel, slot, owner, position.Lsn is { } lsn ? FormatLsn(lsn) : null, position.Number, position.Rest?.ToString(),
        tables.ToArray());

    /// <summary>As PostgreSQL prints it: <c>16/B374D848</c>.</summary>
    public static string FormatLsn(ulong lsn) => string.Create(CultureInfo.InvariantCulture, $"{lsn >> 32:X}/{(uint)lsn:X}");

    public static ulong ParseLsn(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return (ulong.Parse(text.AsSpan(0, slash), NumberStyles.HexNumber, CultureInfo.InvariantCulture) << 32)
            | ulong.Parse(text.AsSpan(slash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
