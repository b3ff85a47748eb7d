using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Records of changes in one buffer.</summary>
internal sealed class ChangeBatch(StreamPartition partition, int size) : RecordBatch
{
    private readonly List<Place> _places = [];
    private long _next;

    /// <summary>To append a key and a value to, before <see cref="Add"/>.</summary>
    public JsonBytes Json { get; } = new(size);

    /// <summary>What was there when a bounded run began has arrived with this batch.</summary>
    public bool ReachesEnd { get; set; }

    public override StreamPartition Partition => partition;

    public override int Count => _places.Count;

    public override long NextOffset => _next;

    /// <param name="keyAt">Where the key begins, in <see cref="Json"/>.</param>
    /// <param name="valueAt">Where it ends and the value begins; the value ends with what is there.</param>
    public void Add(long offset, long timestamp, int keyAt, int valueAt, bool isTombstone) =>
        _places.Add(new Place(offset, timestamp, keyAt, valueAt, Json.Length, isTombstone));

    /// <summary>All before this is in this batch or in one before.</summary>
    public void Reach(long nextOffset) => _next = nextOffset;

    public override long Offset(int index) => _places[index].Offset;

    public override long Timestamp(int index) => _places[index].Timestamp;

    public override ReadOnlySpan<byte> Key(int index) => Json.Slice(_places[index].KeyAt, _places[index].ValueAt);

    public override ReadOnlySpan<byte> Value(int index) => Json.Slice(_places[index].ValueAt, _places[index].End);

    public override bool IsTombstone(int index) => _places[index].IsTombstone;

    protected override void Dispose(bool disposing)
    {
        Json.Dispose();
        base.Dispose(disposing);
    }

    private readonly record struct Place(long Offset, long Timestamp, int KeyAt, int ValueAt, int End, bool IsTombstone);
}
