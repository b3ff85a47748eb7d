using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Beside the feed: writes down how far changes are safe and then tells the slot, writes a heartbeat into the log now and then, and looks
/// whether the slot is in danger.
/// </summary>
internal sealed class CaptureKeeper(
    PostgresConnection connection, CaptureOptions options, ImmutableArray<string> tables, StreamRun run, ReplicationLink link,
    CaptureProgress progress, string? end, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private PostgresSession? _session;
    private CapturePosition _saved;
    private string? _warned;

    public async Task OpenAsync(CancellationToken cancel)
    {
        _session = await connection.OpenAsync("flow capture", cancel);
        await BeatAsync(end ?? options.Slot, cancel);
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(s_interval, time);
        long last = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(cancel))
        {
            await SaveAsync(cancel);
            if (time.GetElapsedTime(last) >= options.Heartbeat)
            {
                last = time.GetTimestamp();
                await BeatAsync(options.Slot, cancel);
                await WatchAsync(cancel);
            }
        }
    }

    /// <summary>The position first, then the slot: never the other way round.</summary>
    public async Task SaveAsync(CancellationToken cancel)
    {
        CapturePosition safe = progress.Safe;
        if (_session is null || safe == _saved || safe.Lsn is not { } lsn)
        {
            return;
        }

        await new CapturePositions(_session, options.Slot, tables).WriteAsync(run.Group, safe, cancel);
        _saved = safe;
        await link.ConfirmAsync(lsn, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }
    }

    private Task BeatAsync(string content, CancellationToken cancel) => _session is null
        ? Task.CompletedTask
        : _session.ScalarAsync("SELECT pg_logical_emit_message(false, $1, $2)", cancel, ReplicationLink.HeartbeatPrefix, content);

    private async Task WatchAsync(CancellationToken cancel)
    {
        if (_session is null || await SlotState.ReadAsync(_session, options.Slot, cancel) is not { } slot)
        {
            return;
        }

        string? warning = slot.Warning(options.Slot);
        if (warning is not null && _warned is null)
        {
            run.Log.Warning(warning);
        }

        _warned = warning;
        run.Log.Write(LogLevel.Debug, "slot", new("slot", options.Slot), new("lag_bytes", slot.LagBytes));
    }
}
