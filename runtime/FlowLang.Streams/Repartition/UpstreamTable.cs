using System.Collections.Immutable;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>As state: what is known of the partitions that a repartition topic's rows came from.</summary>
internal sealed class UpstreamTable(int feeds) : StateTable(new OperatorSignature("repartition", "watermarks by feed and partition"))
{
    private readonly Dictionary<(int Feed, int Partition), UpstreamMark> _marks = [];
    private readonly List<UpstreamMark> _changed = [];

    public override int Count => _marks.Count;

    public override long Bytes => Log.BytesOf<(int, int), long>(Count);

    public ImmutableArray<UpstreamMark> Marks => [.. _marks.Values];

    /// <summary>
    /// The lowest watermark of those partitions of some feeds that are not idle, or the highest where all are; null while one was not heard
    /// of.
    /// </summary>
    public long? Watermark(Func<int, bool> isOf)
    {
        ImmutableArray<UpstreamMark> marks = [.. _marks.Values.Where(mark => isOf(mark.Feed))];
        bool isHeard = Enumerable.Range(0, feeds).Where(isOf).All(feed => IsHeard([.. marks.Where(mark => mark.Feed == feed)]));
        return !isHeard ? null
            : marks.Where(mark => !mark.Mark.IsIdle).Min(mark => (long?)mark.Mark.Watermark) ?? marks.Max(mark => mark.Mark.Watermark);
    }

    public void Take(ImmutableArray<UpstreamMark> marks)
    {
        foreach (UpstreamMark mark in marks.Where(m => _marks.GetValueOrDefault(KeyOf(m)) != m))
        {
            _marks[KeyOf(mark)] = mark;
            _changed.Add(mark);
        }
    }

    private protected override void Read(ref StateReader reader)
    {
        StateReader key = new(reader.Bytes());
        (int feed, int partition) = ((int)key.Integer(), (int)key.Integer());
        _marks[(feed, partition)] = new UpstreamMark(
            feed, new FeedMark(partition, (int)reader.Integer(), reader.Integer(), reader.Bool()));
    }

    private protected override void Write(ulong whole)
    {
        foreach (UpstreamMark known in whole == KeyGroup.All ? (IEnumerable<UpstreamMark>)_marks.Values : _changed)
        {
            ref StateWriter key = ref Log.Entry;
            key.Integer(known.Feed);
            key.Integer(known.Mark.Partition);
            ref StateWriter writer = ref Log.Keyed();
            writer.Integer(known.Mark.Partitions);
            writer.Integer(known.Mark.Watermark);
            writer.Bool(known.Mark.IsIdle);
        }
    }

    private protected override void EndRound() => _changed.Clear();

    // Each tells how many partitions its feed has.
    private static bool IsHeard(ImmutableArray<UpstreamMark> marks) =>
        marks.Select(mark => mark.Mark.Partitions).DefaultIfEmpty().Max() is > 0 and var partitions && partitions <= marks.Length;

    private static (int Feed, int Partition) KeyOf(UpstreamMark known) => (known.Feed, known.Mark.Partition);
}
