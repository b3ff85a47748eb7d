using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// A source for readers elsewhere: all of them see the run's one snapshot, which this process holds open until the run ends.
/// </summary>
/// <param name="Id">As <c>SET TRANSACTION SNAPSHOT</c> takes it.</param>
/// <param name="From">What follows FROM.</param>
/// <param name="Rows">Counted in the snapshot; null in a dry run.</param>
/// <param name="Low">The least value of the key that was asked for; null where there is none.</param>
/// <param name="High">The largest one.</param>
internal sealed record JdbcSnapshot(JdbcTarget Target, string Id, string From, long? Rows, long? Low, long? High)
{
    /// <summary>Compares the live columns, then counts. Throws as the source's own reading does.</summary>
    public static async Task<JdbcSnapshot> OpenAsync(PostgresSource source, BatchRun run, string? key, CancellationToken cancel)
    {
        await source.PrepareAsync(run, cancel);
        PostgresSession session = await PostgresSnapshot.Of(source.Connection, run).BeginAsync(cancel);
        return await session.GuardAsync($"reading {source.Name}", async () =>
        {
            await source.RequireColumnsAsync(session, run, cancel);
            string id = $"{await session.ScalarAsync("SELECT pg_export_snapshot()", cancel)}";
            if (run.DryRun)
            {
                return new JdbcSnapshot(source.Connection.Jdbc, id, source.From, null, null, null);
            }

            string bounds = key is null ? "NULL::bigint, NULL::bigint" : $"min({Sql.Name(key)})::bigint, max({Sql.Name(key)})::bigint";
            var rows = await session.RowsAsync($"SELECT count(*), {bounds} FROM {source.From}", cancel);
            return new JdbcSnapshot(
                source.Connection.Jdbc, id, source.From, Long(rows[0][0]), Long(rows[0][1]), Long(rows[0][2]));
        });
    }

    private static long? Long(object? value) => value is null or DBNull ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
