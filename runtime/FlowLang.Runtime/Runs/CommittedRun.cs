namespace FlowLang.Runtime;

/// <summary>A run as a target's own ledger has it.</summary>
public sealed record CommittedRun(RunTotals Totals, DateTimeOffset CommittedAt);
