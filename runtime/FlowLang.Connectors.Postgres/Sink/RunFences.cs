using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// <c>flow.fences</c> in the target: tries of served runs that may not commit any more. Who takes a run over shuts the lost try out, then
/// asks whether it was committed, so the answer stays true: a process that was stopped right before its commit, and wakes up, is refused.
/// Where the ledger is in the same database its own row does that.
/// </summary>
internal static class RunFences
{
    public const string Definition = """
        CREATE TABLE IF NOT EXISTS flow.fences (
          run_id text PRIMARY KEY,
          fenced_at timestamptz NOT NULL DEFAULT clock_timestamp());
        COMMENT ON TABLE flow.fences IS 'runs of FlowLang pipelines that lost their process before they committed, and never commit';
        """;

    private const string Insert = "INSERT INTO flow.fences (run_id) VALUES ($1) ON CONFLICT DO NOTHING";

    private const string Delete = "DELETE FROM flow.fences WHERE run_id = $1";

    /// <summary>A process that slept for longer than its run is remembered is none.</summary>
    private const string Forget = "DELETE FROM flow.fences WHERE fenced_at < now() - interval '90 days'";

    /// <summary>The run's fence where this database has to keep it; null where nobody takes the run over, or the ledger is here.</summary>
    public static RunFence? Of(BatchRun run, PostgresConnection connection) =>
        run.Fence is { Ledger: PostgresLedger ledger } && ledger.Identity.Equals(connection.Identity) ? null : run.Fence;

    /// <summary>Creates the table where it is missing; before the run's transaction, and so before the ledger is asked.</summary>
    public static async Task EnsureAsync(PostgresSession session, CancellationToken cancel)
    {
        if (!await ExistsAsync(session, cancel))
        {
            await RunLedger.CreateAsync(session, Definition, cancel);
        }
    }

    /// <summary>
    /// Within a run's transaction, right before its commit: the run is not shut out, and who wants to shut it out waits for the commit, by
    /// a row that nobody sees. A process that is stopped in between loses its transaction. Throws RT7016.
    /// </summary>
    public static async Task HoldAsync(PostgresSession session, BatchRun run, RunFence fence, CancellationToken cancel)
    {
        await session.ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = '4s'", cancel);
        if (!await InsertAsync(session, run.Id, cancel))
        {
            throw new FlowException(RunErrors.TakenOver(fence.Job));
        }

        await session.ExecuteAsync(Delete, cancel, run.Id);
    }

    /// <summary>
    /// The run as it was committed; else it never will be. One whose commit is under way is waited for. Where there is no table, no run
    /// that needs it has asked the ledger yet.
    /// </summary>
    public static async Task<CommittedRun?> SettleAsync(PostgresSession session, string runId, CancellationToken cancel)
    {
        if (!await ExistsAsync(session, cancel))
        {
            return await RunLedger.FindAsync(session, runId, cancel);
        }

        await session.ExecuteAsync("SET lock_timeout = '20s'", cancel);
        await session.ExecuteAsync(Forget, cancel);
        await session.ExecuteAsync(Insert, cancel, runId);
        CommittedRun? found = await RunLedger.FindAsync(session, runId, cancel);
        if (found is not null)
        {
            await session.ExecuteAsync(Delete, cancel, runId);
        }

        return found;
    }

    private static async Task<bool> ExistsAsync(PostgresSession session, CancellationToken cancel) =>
        await session.ScalarAsync("SELECT to_regclass('flow.fences')::text", cancel) is not null;

    private static async Task<bool> InsertAsync(PostgresSession session, string runId, CancellationToken cancel)
    {
        try
        {
            return await session.ExecuteAsync(Insert, cancel, runId) == 1;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SerializationFailure)
        {
            return false; // a transaction that computes does not see what came after its begin
        }
    }
}
