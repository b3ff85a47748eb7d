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
        var found = await session.RowsAsync(
            "SELECT pubinsert AND pubupdate AND pubdelete AND pubtruncate FROM pg_publication WHERE pubname = $1", cancel, name);
        if (found.IsEmpty)
        {
            await CreateAsync(session, name, tables, log, cancel);
            return;
        }

        if (found[0][0] is not true)
        {
            throw new FlowException(CaptureErrors.PublicationLacksOperations(session.Target, name));
        }

        var published = (await session.RowsAsync(
            "SELECT schemaname::text, tablename::text, attnames::text[], rowfilter FROM pg_publication_tables WHERE pubname = $1",
            cancel, name)).ToLookup(row => new TableName($"{row[0]}", $"{row[1]}"));
        foreach (CapturedTable table in tables)
        {
            if (published[table.Name].FirstOrDefault() is not { } covered)
            {
                await AddAsync(session, name, table, log, cancel);
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
    }

    /// <summary>The statement that makes it.</summary>
    public static string Statement(string name, IEnumerable<TableName> tables) =>
        $"CREATE PUBLICATION {Sql.Name(name)} FOR TABLE {string.Join(", ", tables.Select(t => t.Quoted))} "
        + "WITH (publish_via_partition_root = true)";

    private static async Task AddAsync(PostgresSession session, string name, CapturedTable table, RunLog log, CancellationToken cancel)
    {
        if (await session.ScalarAsync(
            "SELECT 1 FROM pg_publication WHERE pubname = $1 AND obj_description(oid, 'pg_publication') = $2", cancel, name, Made) is null)
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
