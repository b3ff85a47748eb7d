namespace FlowLang.Runtime;

/// <summary>A pipeline's <c>partition</c>: UTC intervals of one unit, the first of which begins at <paramref name="Start"/>.</summary>
public sealed record PartitionDefinition(IntervalUnit Unit, DateTimeOffset Start);
