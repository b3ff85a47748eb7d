using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>
/// What a commit of a feed is in a repartition topic: a record for each row, in the partition of its key, and behind them in every
/// partition a word for each mark that moved.
/// </summary>
/// <param name="feed">The stream's number.</param>
/// <param name="cuts">Of the outputs of a commit, in their order.</param>
/// <param name="partitions">Of the repartition topic.</param>
public sealed class RepartitionRecords(int feed, ImmutableArray<RepartitionCut> cuts, int partitions) : IDisposable
{
    private readonly ImmutableArray<JsonRowWriter> _writers = [.. cuts.Select(cut => new JsonRowWriter(cut.Columns))];
    private readonly ImmutableArray<ImmutableArray<int>> _keys = [.. cuts.Select(KeyOf)];

    /// <summary>A record goes into a partition.</summary>
    /// <param name="value">Null for a word.</param>
    public delegate void Send(int partition, byte[] key, byte[]? value);

    /// <param name="source">The partition of the stream.</param>
    /// <exception cref="UnwritableValueException">A value has no form.</exception>
    public void Write(StreamCommit commit, int source, Send send)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(send);
        for (int i = 0; i < cuts.Length; i++)
        {
            Rows(i, (RepartitionRows)commit.Outputs[i], source, send);
        }

        foreach (FeedMark mark in commit.Marks)
        {
            int cut = mark.IsIdle ? RepartitionStamp.IdleWord : RepartitionStamp.Word;
            byte[] word = new RepartitionStamp(feed, cut, mark.Partition, mark.Partitions, mark.Watermark, EventTime.None).ToArray();
            for (int partition = 0; partition < partitions; partition++)
            {
                send(partition, word, null);
            }
        }
    }

    public void Dispose() => _writers.ToList().ForEach(writer => writer.Dispose());

    private static ImmutableArray<int> KeyOf(RepartitionCut cut) =>
        [.. (cut.Key ?? []).Select(name => cut.Columns.IndexOf(cut.Columns.Single(column => column.Name == name)))];

    private void Rows(int number, RepartitionRows rows, int source, Send send)
    {
        JsonRowWriter writer = _writers[number];
        for (int i = 0; i < rows.Count; i++)
        {
            RowOrigin origin = rows.Origins[i];
            writer.Clear();
            rows.Write(i, i + 1, ref writer);
            byte[] stamp = new RepartitionStamp(feed, cuts[number].Number, source, 0, origin.Mark, origin.Time).ToArray();
            send(cuts[number].Key is null ? source % partitions : PartitionOf(number), stamp, writer.Written.ToArray());
        }
    }

    // By what the key's columns are in JSON: equal values of one type are written alike.
    private int PartitionOf(int number)
    {
        ulong hash = KeyGroup.Seed;
        foreach (int column in _keys[number])
        {
            hash = KeyGroup.Hash(_writers[number].ValueOf(column), hash);
            hash = KeyGroup.Hash([0], hash);
        }

        return _keys[number].IsEmpty ? 0 : (int)(KeyGroup.Folded(hash) % (ulong)partitions);
    }
}
