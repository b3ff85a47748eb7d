using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The rows of <c>flow.stream_offsets</c> that belong to this instance. Taking one raises its epoch, which a round's commit must still find
/// there: so a former owner's commits fail whatever it believes.
/// </summary>
internal sealed class PartitionOwnership(StreamRun run)
{
    private readonly Dictionary<StreamPartition, PartitionMove> _owned = [];

    public async Task<ImmutableArray<PartitionProgress>> TakeAsync(
        PostgresSession session, ImmutableArray<StreamPartition> partitions, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            INSERT INTO flow.stream_offsets AS o (pipeline, topic, partition, owner, epoch)
            SELECT $1, x.topic, x.partition, $4, 1 FROM unnest($2::text[], $3::integer[]) AS x(topic, partition)
            ORDER BY x.topic, x.partition
            ON CONFLICT (pipeline, topic, partition) DO UPDATE SET epoch = o.epoch + 1, owner = EXCLUDED.owner
            RETURNING topic, partition, epoch, next_offset, watermark
            """,
            cancel,
            run.Group,
            Topics(partitions),
            Numbers(partitions),
            $"{Environment.MachineName} {Environment.ProcessId} {run.Id}");
        var progress = ImmutableArray.CreateBuilder<PartitionProgress>();
        foreach (object?[] row in rows)
        {
            if (row is not [string topic, int number, long epoch, var next, var watermark])
            {
                throw new System.Diagnostics.UnreachableException();
            }

            StreamPartition partition = new(topic, number);
            _owned[partition] = new PartitionMove(partition, epoch, next as long?, next as long?, watermark as long?);
            if (next is long at)
            {
                progress.Add(new PartitionProgress(partition, at, watermark as long?));
            }
        }

        return progress.ToImmutable();
    }

    /// <summary>How far each partition was processed, whoever owns it.</summary>
    public static async Task<ImmutableArray<PartitionProgress>> ProgressAsync(
        PostgresSession session, StreamRun run, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            SELECT topic, partition, next_offset, watermark FROM flow.stream_offsets
            WHERE pipeline = $1 AND next_offset IS NOT NULL ORDER BY topic, partition
            """, cancel, run.Group);
        return [.. rows.Select(r => r is [string topic, int number, long next, var watermark]
            ? new PartitionProgress(new StreamPartition(topic, number), next, watermark as long?)
            : throw new System.Diagnostics.UnreachableException())];
    }

    /// <summary>All that is owned, as a round moves it: what it does not move must be owned nevertheless.</summary>
    /// <exception cref="FencedException">Something that is not owned is to be moved.</exception>
    public ImmutableArray<PartitionMove> MovesOf(ImmutableArray<PartitionProgress> progress)
    {
        Dictionary<StreamPartition, PartitionMove> moves = new(_owned);
        foreach (PartitionProgress to in progress)
        {
            moves[to.Partition] = _owned.TryGetValue(to.Partition, out PartitionMove? mine)
                ? mine with { Next = to.NextOffset, Watermark = to.Watermark ?? mine.Watermark }
                : throw new FencedException(to.Partition);
        }

        return [.. moves.Values.Select(m => m with { Previous = _owned[m.Partition].Next })];
    }

    public void Moved(ImmutableArray<PartitionMove> moves)
    {
        foreach (PartitionMove move in moves)
        {
            _owned[move.Partition] = move;
        }
    }

    public async Task ReleaseAsync(PostgresSession session, ImmutableArray<StreamPartition> partitions, CancellationToken cancel)
    {
        ImmutableArray<PartitionMove> given = [.. partitions.Where(_owned.ContainsKey).Select(p => _owned[p])];
        await session.ExecuteAsync(
            """
            UPDATE flow.stream_offsets AS o SET owner = NULL
            FROM unnest($2::text[], $3::integer[], $4::bigint[]) AS x(topic, partition, epoch)
            WHERE o.pipeline = $1 AND o.topic = x.topic AND o.partition = x.partition AND o.epoch = x.epoch
            """,
            cancel,
            run.Group,
            Topics([.. given.Select(g => g.Partition)]),
            Numbers([.. given.Select(g => g.Partition)]),
            given.Select(g => g.Epoch).ToArray());
        Forget(partitions);
    }

    public void Forget(IEnumerable<StreamPartition> partitions)
    {
        foreach (StreamPartition partition in partitions)
        {
            _owned.Remove(partition);
        }
    }

    /// <summary>Which partition of a round is another's, or where it stands by which round.</summary>
    public async Task<(StreamPartition? Lost, bool IsThere)> FindAsync(
        PostgresSession session, ImmutableArray<PartitionMove> moves, long round, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            "SELECT topic, partition, epoch, round FROM flow.stream_offsets WHERE pipeline = $1", cancel, run.Group);
        var found = rows.OfType<object[]>().ToDictionary(r => new StreamPartition((string)r[0], (int)r[1]), r => ((long)r[2], (long)r[3]));
        PartitionMove? lost = moves.FirstOrDefault(m => !found.TryGetValue(m.Partition, out var at) || at.Item1 != m.Epoch);
        return (lost?.Partition, moves.All(m => found.TryGetValue(m.Partition, out var at) && at == (m.Epoch, round)));
    }

    private static string[] Topics(ImmutableArray<StreamPartition> partitions) => [.. partitions.Select(p => p.Topic)];

    private static int[] Numbers(ImmutableArray<StreamPartition> partitions) => [.. partitions.Select(p => p.Number)];
}
