using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// The advisory lock under which a run works on its interval. A session that wants it shows first whose it is, by a lock of the job and its
/// token that nobody waits for: so that who took the run over can end the session of a process that is stopped, or cut off, and holds it.
/// </summary>
internal static class RunLock
{
    // Two numbers are the key of a lock that shows a token, one number is that of the lock itself; `pg_locks` keeps the halves of a key.
    private const string EndLosers =
        """
        SELECT pid, pg_terminate_backend(pid) FROM (
          SELECT DISTINCT shown.pid FROM pg_locks shown JOIN pg_locks wanted USING (locktype, database, pid)
          WHERE shown.locktype = 'advisory' AND shown.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND shown.objsubid = 2 AND shown.classid::bigint = $1 & 4294967295 AND shown.objid::bigint < $2
            AND wanted.objsubid = 1 AND (wanted.classid::bigint << 32 | wanted.objid::bigint) = $3
            AND shown.pid <> pg_backend_pid()) losers
        """;

    /// <summary>
    /// Before the lock is asked for, outside of a transaction: shows the run's token, and ends sessions that hold or want the lock with
    /// an older one. The ledger gave a newer token to somebody, so theirs commit nothing any more. Where the user may not end them, as
    /// they are of another one, the lock is waited for.
    /// </summary>
    public static async Task ShowAsync(PostgresSession session, BatchRun run, long key, CancellationToken cancel)
    {
        if (run.Fence is not { } fence)
        {
            return;
        }

        int job = (int)LockKey.Of("job", run.ProgramName, fence.Job);
        int token = (int)Math.Min(fence.Token, int.MaxValue);
        await session.ExecuteAsync("SELECT pg_try_advisory_lock_shared($1, $2)", cancel, job, token);
        ImmutableArray<object?[]> ended;
        try
        {
            ended = await session.RowsAsync(EndLosers, cancel, (long)job, (long)token, key);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return;
        }

        foreach (object?[] row in ended)
        {
            run.Log.Warning(string.Create(
                CultureInfo.InvariantCulture,
                $"session {row[0]} of a process that lost this run held its interval in {run.Pipeline.Name}'s target, and was ended"));
        }
    }
}
