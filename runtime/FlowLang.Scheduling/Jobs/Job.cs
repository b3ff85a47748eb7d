using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Scheduling.Jobs;

/// <summary>
/// A run with all of its tries, from being due to having ended: a row of <c>jobs</c> in the ledger. <see cref="Token"/> grows with each
/// process that takes it up: one with an older token has lost it.
/// </summary>
internal sealed record Job(string Id, string Pipeline, RunCause Cause, DateTimeOffset Due)
{
    /// <summary>The slot of a stream; of its other instances it is followed by their number.</summary>
    public const string StreamSlot = "stream";

    /// <summary>What it is queued for at most once: an interval, a moment, a file. Null for one that somebody asked for.</summary>
    public string? Slot { get; init; }

    public RunInterval? Interval { get; init; }

    public RunPhase Phase { get; init; } = RunPhase.Queued;

    /// <summary>From 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Processes that died in it.</summary>
    public int Crashes { get; init; }

    /// <summary>Of a waiting one: when it is tried again.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public RunTotals Totals { get; init; } = AttemptResult.NoRows;

    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    public string? By { get; init; }

    public bool Force { get; init; }

    /// <summary>The scheduler that runs it.</summary>
    public string? Owner { get; init; }

    public long Token { get; init; }

    public string? CancelledBy { get; init; }

    public bool IsLate { get; init; }

    /// <summary>Of the instance with that number, from 1.</summary>
    public static string StreamSlotOf(int instance) =>
        instance == 1 ? StreamSlot : string.Create(CultureInfo.InvariantCulture, $"{StreamSlot} {instance}");

    public bool IsOpen => Phase is RunPhase.Queued or RunPhase.Running or RunPhase.Waiting;

    public bool IsStream => Slot is { } slot && slot.StartsWith(StreamSlot, StringComparison.Ordinal);

    /// <summary>Somebody asked for it, so a pause of the schedule does not hold it.</summary>
    public bool IsAskedFor => Cause is RunCause.Manual or RunCause.Backfill;

    public RunSummary Summary =>
        new(Id, Pipeline, Interval?.ToString(), Cause, Phase, Attempt, Due, Started, Ended, Totals, ErrorCode, Error, By);
}
