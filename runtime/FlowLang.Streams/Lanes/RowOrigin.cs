namespace FlowLang.Streams;

/// <summary>Where a row came from, kept with it until a round takes it on.</summary>
/// <param name="Time">Its event time, as <see cref="EventTime"/> has it.</param>
/// <param name="Mark">The watermark of its own partition when it came: what is late does not depend on when a round is.</param>
/// <param name="Partition">Null for a row that is of no one record.</param>
public readonly record struct RowOrigin(long Time, long Mark, LanePartition? Partition, long Offset);

/// <summary>A row that waits for the round.</summary>
public readonly record struct HeldRow<TRow>(TRow Row, RowOrigin Origin)
    where TRow : struct;
