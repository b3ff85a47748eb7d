using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>The one REPEATABLE READ snapshot that all sources of a run on one connection read; it ends with the run.</summary>
internal sealed class PostgresSnapshot(PostgresConnection connection, BatchRun run) : RunTransaction
{
    private PostgresSession? _session;

    public override int Order => DatabaseOrder;

    public override string Target => connection.Target.ToString();

    public static PostgresSnapshot Of(PostgresConnection connection, BatchRun run) =>
        run.Enlist((nameof(PostgresSnapshot), connection.Identity), () => new PostgresSnapshot(connection, run));

    public async Task<PostgresSession> BeginAsync(CancellationToken cancel)
    {
        if (_session is null)
        {
            _session = await connection.OpenAsync($"flow {run.ProgramName} {run.Pipeline.Name} source", cancel);
            await _session.GuardAsync(
                "beginning a snapshot", () => _session.ExecuteAsync(
                    "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", cancel));
        }

        return _session;
    }

    /// <summary>Nothing to commit: the snapshot only read.</summary>
    public override Task CommitAsync(RunTotals totals, CancellationToken cancel) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }
}
