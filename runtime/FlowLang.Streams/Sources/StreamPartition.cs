namespace FlowLang.Streams;

/// <summary>An ordered part of a stream: the unit that has offsets, a watermark and one owner.</summary>
/// <param name="Topic">Of a broker; for changes of a database without one, the slot.</param>
/// <param name="Number">From 0.</param>
public readonly record struct StreamPartition(string Topic, int Number)
{
    public override string ToString() => $"{Topic}[{Number}]";
}
