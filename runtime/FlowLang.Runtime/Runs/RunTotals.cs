namespace FlowLang.Runtime;

/// <summary>The rows of a run, over all of its writes.</summary>
public sealed record RunTotals(long Read, long Written, long Rejected, long Filtered);
