namespace FlowLang.Runtime;

/// <summary>A run as the ledger tells it.</summary>
public sealed record LedgerEntry(
    string Id, string Pipeline, string? Interval, int Attempt, RunState State, DateTimeOffset Started, DateTimeOffset? Ended,
    RunTotals Totals, string? Error);
