using System.Collections.Immutable;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>As state: what is known of the partitions that a repartition topic's rows came from.</summary>
internal sealed class UpstreamTable() : StateTable(new OperatorSignature("repartition", "watermarks by feed and partition"))
{
    private readonly Dictionary<(int Feed, int Partition), UpstreamMark> _marks = [];
    private readonly List<UpstreamMark> _changed = [];

    public override int Count => _marks.Count;

    public override long Bytes => Log.BytesOf<(int, int), long>(Count);

    public ImmutableArray<UpstreamMark> Marks => [.. _marks.Values];

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

    private static (int Feed, int Partition) KeyOf(UpstreamMark known) => (known.Feed, known.Mark.Partition);
}
