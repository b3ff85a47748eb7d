using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>The rows that one step took out of a stage or a write.</summary>
public sealed record StepCount(string Step, FailureAction Action, string Reason, long Rows);

/// <summary>
/// The account of one write: every row that its query yielded was written, rejected or filtered. <paramref name="Read"/> is counted where
/// rows are handed over, <paramref name="Written"/> and <paramref name="Rejected"/> are what the targets acknowledged.
/// </summary>
public sealed record WriteReport(
    string Relation, string Target, long Read, long Written, long Rejected, long Filtered, ImmutableArray<StepCount> Steps,
    TimeSpan Duration)
{
    public bool AlreadyCommitted { get; init; }

    /// <summary>Of a stream: rows that came when their window was closed. Null for rows that end, whose account is whole without.</summary>
    public long? Late { get; init; }

    public double RowsPerSecond => Duration > TimeSpan.Zero ? Read / Duration.TotalSeconds : 0;
}
