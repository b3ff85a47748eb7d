using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;
using NpgsqlTypes;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>The replication connection: makes the slot, and gives the raw messages of pgoutput behind a position.</summary>
internal sealed class ReplicationLink(PostgresConnection connection, CaptureOptions options) : IAsyncDisposable
{
    /// <summary>Of heartbeats, in messages of the log.</summary>
    public const string HeartbeatPrefix = "flow.heartbeat";

    private const int Attempts = 3;

    private static readonly TimeSpan s_statusInterval = TimeSpan.FromSeconds(5);

    private readonly LogicalReplicationConnection _link = new(connection.SettingsFor("flow capture", SnapshotReader.Printing))
    {
        WalReceiverStatusInterval = s_statusInterval,
    };

    public async Task OpenAsync(CancellationToken cancel)
    {
        try
        {
            await _link.Open(cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new FlowException(CaptureErrors.NoReplication(connection.Target), e);
        }
        catch (Exception e)
        {
            throw PostgresErrors.Connecting(e, connection.Target);
        }
    }

    /// <summary>A file of the log is not there any more (PostgreSQL's undefined_file).</summary>
    public static bool IsLogRemoved(PostgresException e) => e.SqlState == PostgresErrorCodes.UndefinedFile;

    /// <summary>The position where the slot begins, and the snapshot of it, which lasts until the next command here.</summary>
    public async Task<(ulong Lsn, string? Snapshot)> CreateAsync(CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await CreateOnceAsync(cancel);
            }
            catch (PostgresException e) when (IsLogRemoved(e) && attempt < Attempts)
            {
                // A checkpoint came between the slot's choice of where to begin and its hold on it: nothing was made; another begins later.
            }
        }
    }

    private async Task<(ulong Lsn, string? Snapshot)> CreateOnceAsync(CancellationToken cancel)
    {
        try
        {
            PgOutputReplicationSlot slot = await _link.CreatePgOutputReplicationSlot(
                options.Slot, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: cancel);
            return ((ulong)slot.ConsistentPoint, slot.SnapshotName ?? "");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ConfigurationLimitExceeded)
        {
            throw new FlowException(CaptureErrors.NoSlotFree(connection.Target, e.MessageText), e);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new FlowException(CaptureErrors.NoReplication(connection.Target), e);
        }
    }

    /// <summary>
    /// Protocol 2 is what every supported server has. Values come as text: of any type, and the same as COPY gives for a snapshot.
    /// </summary>
    public IAsyncEnumerable<XLogDataMessage> Read(ulong from, CancellationToken cancel) => _link.StartLogicalReplication(
        new PgOutputReplicationSlot(options.Slot), cancel, new NpgsqlLogSequenceNumber(from),
        [
            new("proto_version", "2"),
            new("publication_names", Sql.Name(options.Publication).Replace("'", "''", StringComparison.Ordinal)),
            new("streaming", "on"),
            new("messages", "true"),
        ]);

    /// <summary>Tells the slot what it need not keep.</summary>
    public async Task ConfirmAsync(ulong lsn, CancellationToken cancel)
    {
        _link.SetReplicationStatus(new NpgsqlLogSequenceNumber(lsn));
        await _link.SendStatusUpdate(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _link.DisposeAsync().AsTask().WaitAsync(PostgresSession.Patience);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
        {
            // The server notices by itself.
        }
    }
}
