using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using FlowLang.Streams;
using Npgsql;
using NpgsqlTypes;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// A store's open connection with its temporary tables and prepared statements. What moves offsets and commits is one message to the
/// server: it holds the locks of offsets without ever waiting for this process, so a stopped one can't hold others up.
/// </summary>
internal sealed class StoreSession : IAsyncDisposable
{
    /// <summary>A process that stopped in the middle of a round holds nothing up for longer.</summary>
    private const string Settings = "SET idle_in_transaction_session_timeout = '60s'; SET work_mem = '64MB'";

    private const string Move = """
        WITH moved AS (
          UPDATE flow.stream_offsets AS o
          SET next_offset = x.next, watermark = x.watermark, round = $8, committed_at = now()
          FROM unnest($2::text[], $3::integer[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
            AS x(topic, partition, epoch, previous, next, watermark)
          WHERE o.pipeline = $1 AND o.topic = x.topic AND o.partition = x.partition AND o.epoch = x.epoch
            AND o.next_offset IS NOT DISTINCT FROM x.previous
          RETURNING 1)
        SELECT (CASE WHEN count(*) = cardinality($2::text[]) THEN '1' ELSE 'flow: another owner' END)::integer FROM moved
        """;

    private const string Drop = """
        DELETE FROM flow.stream_state AS s USING unnest($2::text[], $3::integer[]) AS x(operator, key_group)
        WHERE s.pipeline = $1 AND s.operator = x.operator AND s.key_group = x.key_group
        """;

    private const string Keep = """
        INSERT INTO flow.stream_state (pipeline, operator, key_group, entries)
        SELECT $1, x.operator, x.key_group, x.entries
        FROM unnest($2::text[], $3::integer[], $4::bytea[]) WITH ORDINALITY AS x(operator, key_group, entries, place) ORDER BY x.place
        """;

    private readonly string _pipeline;

    /// <summary>The end of rounds that only append rows: prepared, because there may be hundreds of them a second.</summary>
    private readonly NpgsqlBatch _end;

    private StoreSession(PostgresSession session, string pipeline)
    {
        Session = session;
        Backend = session.Link.ProcessID;
        _pipeline = pipeline;
        _end = new NpgsqlBatch(session.Link) { BatchCommands = { MoveOf([], 0), new NpgsqlBatchCommand("COMMIT") } };
    }

    public PostgresSession Session { get; }

    /// <summary>The server's process for it, known also when the connection is gone.</summary>
    public int Backend { get; }

    public static async Task<StoreSession> OpenAsync(
        PostgresConnection connection, StreamRun run, ImmutableArray<TableOutput> outputs, CancellationToken cancel)
    {
        PostgresSession session = await connection.OpenAsync($"flow {run.Group}", cancel);
        try
        {
            await session.ExecuteAsync(Settings, cancel);
            foreach (TableOutput output in outputs)
            {
                await output.BeginAsync(session, cancel);
            }

            return new StoreSession(session, run.Group);
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            throw PostgresErrors.Translate(e, connection.Target, "preparing to write");
        }
    }

    /// <summary>Rows of all targets, in the transaction that <see cref="FinishAsync"/> commits.</summary>
    public async Task SendAsync(ImmutableArray<TableOutput> outputs, ImmutableArray<StreamRows> rows, CancellationToken cancel)
    {
        // Begun with the first statement that follows, not by one of its own.
        await Session.Link.BeginTransactionAsync(cancel);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (rows[i].Count > 0)
            {
                await outputs[i].SendAsync(Session, rows[i], cancel);
            }
        }
    }

    /// <summary>Merges, state, offsets and COMMIT, in one message.</summary>
    /// <returns>False where a partition has another owner or offset: everything was rolled back.</returns>
    public async Task<bool> FinishAsync(
        ImmutableArray<string> merges, ImmutableArray<StateChange> state, IReadOnlyList<PartitionMove> moves, long round,
        CancellationToken cancel)
    {
        if (merges.IsEmpty && state.IsEmpty)
        {
            Set(_end.BatchCommands[0], moves, round);
            await _end.PrepareAsync(cancel);
            return await CommitAsync(_end, cancel);
        }

        // A merge is planned each time: what is best for it depends on how much its tables hold by now.
        await using NpgsqlBatch batch = new(Session.Link);
        foreach (string merge in merges)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(merge));
        }

        AddState(batch, state);
        batch.BatchCommands.Add(MoveOf(moves, round));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        return await CommitAsync(batch, cancel);
    }

    private async Task<bool> CommitAsync(NpgsqlBatch batch, CancellationToken cancel)
    {
        try
        {
            await batch.ExecuteNonQueryAsync(cancel);
            return true;
        }
        catch (PostgresException e) when (IsFence(e))
        {
            await Session.ExecuteAsync("ROLLBACK", cancel);
            return false;
        }
    }

    public ValueTask DisposeAsync() => Session.DisposeAsync();

    // The text that is no number is quoted in whatever language the server speaks.
    private static bool IsFence(PostgresException e) =>
        e.SqlState == PostgresErrorCodes.InvalidTextRepresentation
        && e.MessageText.Contains("flow: another owner", StringComparison.Ordinal);

    private NpgsqlBatchCommand MoveOf(IReadOnlyList<PartitionMove> moves, long round) =>
        Add(new NpgsqlBatchCommand(Move), Values(moves, round));

    private void Set(NpgsqlBatchCommand move, IReadOnlyList<PartitionMove> moves, long round)
    {
        object[] values = Values(moves, round);
        for (int i = 0; i < values.Length; i++)
        {
            move.Parameters[i].Value = values[i];
        }
    }

    private object[] Values(IReadOnlyList<PartitionMove> moves, long round) =>
    [
        _pipeline, moves.Select(m => m.Partition.Topic).ToArray(), moves.Select(m => m.Partition.Number).ToArray(),
        moves.Select(m => m.Epoch).ToArray(), moves.Select(m => m.Previous).ToArray(), moves.Select(m => m.Next).ToArray(),
        moves.Select(m => m.Watermark).ToArray(), round,
    ];

    private void AddState(NpgsqlBatch batch, ImmutableArray<StateChange> state)
    {
        ImmutableArray<StateChange> replacing = [.. state.Where(s => s.Replaces)];
        if (!replacing.IsEmpty)
        {
            batch.BatchCommands.Add(Add(
                new NpgsqlBatchCommand(Drop), _pipeline, replacing.Select(s => s.Operator).ToArray(),
                replacing.Select(s => s.Group).ToArray()));
        }

        if (!state.IsEmpty)
        {
            batch.BatchCommands.Add(Add(
                new NpgsqlBatchCommand(Keep), _pipeline, state.Select(s => s.Operator).ToArray(), state.Select(s => s.Group).ToArray(),
                state.Select(s => s.Entries.ToArray()).ToArray()));
        }
    }

    private static NpgsqlBatchCommand Add(NpgsqlBatchCommand command, params ReadOnlySpan<object> values)
    {
        foreach (object value in values)
        {
            NpgsqlParameter parameter = new() { Value = value };
            if (value is long?[])
            {
                parameter.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }
}
