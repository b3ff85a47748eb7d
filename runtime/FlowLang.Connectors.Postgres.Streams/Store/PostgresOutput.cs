using FlowLang.Connectors.Postgres;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// A table for rows that are not of a store's transaction: late ones and rejects. Each write is a transaction of its own.
/// </summary>
public sealed class PostgresOutput(PostgresConnection connection, TableTarget target) : ISideOutput
{
    private readonly TableOutput _output = new(target, 1);
    private StreamRun? _run;
    private PostgresSession? _session;

    public string Name => $"{connection.Name}.table(\"{_output.Name}\")";

    public async Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        _run = run;
        PostgresSession session = await SessionAsync(cancel);
        await session.GuardAsync($"preparing {Name}", async () =>
        {
            await session.ExecuteAsync("BEGIN", cancel);
            await TargetPreparation.PrepareAsync(session, _output, run, cancel);
            await session.ExecuteAsync("COMMIT", cancel);
        });
    }

    public Task<string> LookAsync(StreamRun run, CancellationToken cancel) =>
        TargetPreparation.LookAsync(connection, _output, run, cancel);

    public async Task WriteAsync(StreamRows rows, CancellationToken cancel)
    {
        PostgresSession session = await SessionAsync(cancel);
        try
        {
            await session.Link.BeginTransactionAsync(cancel);
            await _output.SendAsync(session, rows, cancel);
            await session.ExecuteAsync(_output.IsKeyed ? $"{_output.Merge()}; COMMIT" : "COMMIT", cancel);
        }
        catch (Exception e)
        {
            _session = null;
            await session.DisposeAsync();
            cancel.ThrowIfCancellationRequested();
            throw PostgresErrors.Translate(e, connection.Target, $"writing to {Name}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            await session.DisposeAsync();
        }
    }

    private async Task<PostgresSession> SessionAsync(CancellationToken cancel)
    {
        if (_session is null)
        {
            _session = await connection.OpenAsync($"flow {_run?.Group} rejects", cancel);
            await _output.BeginAsync(_session, cancel);
        }

        return _session;
    }
}
