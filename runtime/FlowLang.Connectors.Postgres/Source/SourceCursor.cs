using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// How far a pipeline has read a table: kept in <c>flow.cursors</c> of the database that <paramref name="place"/> reaches, and moved by the
/// transaction that commits the rows there. One run of a pipeline at a time reads by a cursor: the lock is held before the snapshot, so
/// that what is read is never older than what the run before has written.
/// </summary>
internal sealed class SourceCursor(PostgresConnection place, string name)
{
    /// <summary>Begins the target's transaction with the pipeline's lock.</summary>
    public async Task LockAsync(BatchRun run, CancellationToken cancel)
    {
        PostgresTransaction transaction = PostgresTransaction.Of(place, run);
        await transaction.FollowAsync(cancel);
        await transaction.BeginAsync(cancel);
    }

    /// <summary>Leaves the new position with the transaction; gives the condition for the rows to read, null for all.</summary>
    public async Task<string?> MoveAsync(TablePlace now, BatchRun run, CancellationToken cancel)
    {
        PostgresTransaction transaction = PostgresTransaction.Of(place, run);
        PostgresSession session = await transaction.BeginAsync(cancel);
        var rows = await session.RowsAsync(
            "SELECT identity, horizon::text FROM flow.cursors WHERE program = $1 AND pipeline = $2 AND source = $3",
            cancel, run.ProgramName, run.Pipeline.Name, name);
        transaction.AddMerge(stop => session.ExecuteAsync(
            """
            INSERT INTO flow.cursors (program, pipeline, source, identity, horizon, run_id) VALUES ($1, $2, $3, $4, $5::numeric, $6)
            ON CONFLICT (program, pipeline, source) DO UPDATE SET
              identity = EXCLUDED.identity, horizon = EXCLUDED.horizon, run_id = EXCLUDED.run_id, moved_at = clock_timestamp()
            """,
            stop, run.ProgramName, run.Pipeline.Name, name, now.Identity, now.Horizon.ToString(CultureInfo.InvariantCulture), run.Id));
        if (rows is not [[string identity, string horizon]])
        {
            return null;
        }

        string? condition = identity == now.Identity ? now.Since(ulong.Parse(horizon, CultureInfo.InvariantCulture)) : null;
        if (condition is null)
        {
            run.Log.Warning($"{name}: it is another table than the last run read, or too long ago: all rows are read again");
        }

        return condition;
    }
}
