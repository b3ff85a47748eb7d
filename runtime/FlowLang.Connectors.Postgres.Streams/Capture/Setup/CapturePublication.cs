using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The publication: made for the captured tables where it is missing and the user may make it, and added to where it was made so. Any
/// other one is never changed, for it may be others' too.
/// </summary>
internal static class CapturePublication
{
    /// <summary>The comment of one that is a program's own.</summary>
    private const string Made = "made by a FlowLang pipeline for its slot";

    /// <exception cref="FlowException">It is missing and can't be made, or changes would be missed through it.</exception>
    public static async Task EnsureAsync(
        PostgresSession session, string name, ImmutableArray<CapturedTable> tables, RunLog log, CancellationToken cancel)
    {
        (bool isThere, ImmutableArray<CapturedTable> lacking) = await CompareAsync(session, name, tables, cancel);
        if (!isThere)
        {
            await CreateAsync(session, name, tables, log, cancel);
            return;
        }

        foreach (CapturedTable table in lacking)
        {
            await AddAsync(session, name, table, log, cancel);
        }
    }

    /// <summary>What <see cref="EnsureAsync"/> would do, in words; it does nothing.</summary>
    /// <inheritdoc cref="EnsureAsync"/>
    public static async Task<string> LookAsync(
        PostgresSession session, string name, ImmutableArray<CapturedTable> tables, CancellationToken cancel)
    {
        (bool isThere, ImmutableArray<CapturedTable> lacking) = await CompareAsync(session, name, tables, cancel);
        if (!isThere)
        {
            bool canMake = await session.ScalarAsync("SELECT has_database_privilege(current_database(), 'CREATE')", cancel) is true
                && await OwnsAsync(session, tables, cancel);
            return canMake
                ? $"makes publication {name}"
                : throw new FlowException(CaptureErrors.NoPublication(session.Target, name, Statement(name, tables.Select(t => t.Name))));
        }

        if (lacking is [var first, ..])
        {
            bool canAdd = await IsMadeAsync(session, name, cancel) && await OwnsAsync(session, lacking, cancel)
                && await session.ScalarAsync(
                    "SELECT pg_has_role(pubowner, 'USAGE') FROM pg_publication WHERE pubname = $1", cancel, name) is true;
            return canAdd
                ? $"adds {string.Join(", ", lacking.Select(t => t.Name))} to publication {name}"
                : throw new FlowException(CaptureErrors.NotPublished(session.Target, name, first.Name));
        }

        return $"publication {name} has what is captured";
    }

    /// <summary>Whether it is there, and which tables are not in it.</summary>
    private static async Task<(bool IsThere, ImmutableArray<CapturedTable> Lacking)> CompareAsync(
        PostgresSession session, string name, ImmutableArray<CapturedTable> tables, CancellationToken cancel)
    {
        var found = await session.RowsAsync(
            "SELECT pubinsert AND pubupdate AND pubdelete AND pubtruncate FROM pg_publication WHERE pubname = $1", cancel, name);
        if (found.IsEmpty)
        {
            return (false, tables);
        }

        if (found[0][0] is not true)
        {
            throw new FlowException(CaptureErrors.PublicationLacksOperations(session.Target, name));
        }

        var published = (await session.RowsAsync(
            "SELECT schemaname::text, tablename::text, attnames::text[], rowfilter FROM pg_publication_tables WHERE pubname = $1",
            cancel, name)).ToLookup(row => new TableName($"{row[0]}", $"{row[1]}"));
        var lacking = ImmutableArray.CreateBuilder<CapturedTable>();
        foreach (CapturedTable table in tables)
        {
            if (published[table.Name].FirstOrDefault() is not { } covered)
            {
                lacking.Add(table);
                continue;
            }

            if (covered[3] is string filter)
            {
                throw new FlowException(CaptureErrors.RowFilter(session.Target, name, table.Name, filter));
            }

            string[] missing = [.. table.Columns.Select(c => c.Name).Except((string[]?)covered[2] ?? [])];
            if (missing.Length > 0)
            {
                throw new FlowException(CaptureErrors.ColumnsNotPublished(session.Target, name, table.Name, missing));
            }
        }

        return (true, lacking.ToImmutable());
    }

    private static async Task<bool> OwnsAsync(
        PostgresSession session, ImmutableArray<CapturedTable> tables, CancellationToken cancel) => await session.ScalarAsync(
            "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY ($1::int8[]::oid[])", cancel,
            tables.Select(t => (long)t.Oid).ToArray()) is true;

    private static async Task<bool> IsMadeAsync(PostgresSession session, string name, CancellationToken cancel) =>
        await session.ScalarAsync(
            "SELECT 1 FROM pg_publication WHERE pubname = $1 AND obj_description(oid, 'pg_publication') = $2", cancel, name, Made)
            is not null;

    /// <summary>The statement that makes it.</summary>
    public static string Statement(string name, IEnumerable<TableName> tables) =>
        $"CREATE PUBLICATION {Sql.Name(name)} FOR TABLE {string.Join(", ", tables.Select(t => t.Quoted))} "
        + "WITH (publish_via_partition_root = true)";

    private static async Task AddAsync(PostgresSession session, string name, CapturedTable table, RunLog log, CancellationToken cancel)
    {
        if (!await IsMadeAsync(session, name, cancel))
        {
            throw new FlowException(CaptureErrors.NotPublished(session.Target, name, table.Name));
        }

        try
        {
            await session.ExecuteAsync($"ALTER PUBLICATION {Sql.Name(name)} ADD TABLE {table.Name.Quoted}", cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new FlowException(CaptureErrors.NotPublished(session.Target, name, table.Name), e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateObject)
        {
            return; // Another instance added it in between.
        }

        log.Info($"added {table.Name} to publication {name}");
    }

    private static async Task CreateAsync(
        PostgresSession session, string name, ImmutableArray<CapturedTable> tables, RunLog log, CancellationToken cancel)
    {
        string statement = Statement(name, tables.Select(t => t.Name));
        try
        {
            await session.ExecuteAsync($"{statement}; COMMENT ON PUBLICATION {Sql.Name(name)} IS {Sql.Text(Made)}", cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new FlowException(CaptureErrors.NoPublication(session.Target, name, statement), e);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateObject)
        {
            return; // Another instance made it in between.
        }

        log.Info($"made publication {name} of {string.Join(", ", tables.Select(t => t.Name))}");
    }
}
