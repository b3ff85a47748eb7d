using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Learns, after a connection broke during COMMIT, which way it went.</summary>
internal sealed class CommitInquiry(PostgresConnection connection, StreamRun run, int backend)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="find">Looks for the round: whether a partition has another owner, else whether the round is there.</param>
    /// <exception cref="FencedException">Another owner goes on from what is there.</exception>
    public async Task<bool> AskAsync(Func<PostgresSession, Task<(StreamPartition? Lost, bool IsThere)>> find, CancellationToken cancel)
    {
        TimeProvider time = run.Settings.Time;
        long started = time.GetTimestamp();
        string why = $"{run.Group}: nothing answers";
        while (time.GetElapsedTime(started) < Patience)
        {
            try
            {
                await using PostgresSession session = await connection.OpenAsync("flow commit check", cancel);
                bool isRunning = await session.ScalarAsync(
                    "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND backend_type = 'client backend'", cancel, backend) is not null;
                (StreamPartition? lost, bool isThere) = await session.GuardAsync("looking for a round", () => find(session));
                if (lost is { } partition)
                {
                    throw new FencedException(partition);
                }

                if (isThere || !isRunning)
                {
                    return isThere;
                }

                why = $"{run.Group}: backend {backend} is still at it";
            }
            catch (FlowException e) when (e.Error.Transient)
            {
                // The server may be coming back: ask again until patience ends.
                why = e.Error.Why ?? e.Message;
            }

            await Task.Delay(Pause, time, cancel);
        }

        throw new FlowException(StoreErrors.Unknown($"{connection.Target}", why));
    }
}
