using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Learns, after the connection broke during COMMIT, which way it went: the ledger's row is there or it is not.</summary>
internal static class CommitOutcome
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<bool> WasCommittedAsync(PostgresConnection connection, BatchRun run, int backend, CancellationToken cancel)
    {
        TimeProvider time = run.Settings.Time;
        long started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using PostgresSession session = await connection.OpenAsync("flow commit check", cancel);
                bool stillRunning = await session.ScalarAsync(
                    "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND backend_type = 'client backend'", cancel, backend) is not null;
                if (await RunLedger.FindAsync(session, run.Id, cancel) is not null)
                {
                    return true;
                }

                if (!stillRunning)
                {
                    return false;
                }
            }
            catch (FlowException e) when (e.Error.Transient)
            {
                // The server may be coming back: ask again until patience ends.
            }

            if (time.GetElapsedTime(started) > Patience)
            {
                throw new FlowException(new FlowError(
                    "RT6021",
                    $"{connection.Target} was lost during the commit, and did not come back to say whether it happened",
                    $"run {run.Id}",
                    "run again: the ledger flow.runs there decides, so nothing is loaded twice"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancel);
        }
    }
}
