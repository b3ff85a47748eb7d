using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// Where the rows of one query went, from numbers measured apart: <paramref name="Read"/> and <paramref name="Kept"/> where rows are handed
/// over, <see cref="RowsFrom"/> by the source, <see cref="Acknowledged"/> and <see cref="AcknowledgedRejects"/> by the targets.
/// </summary>
public sealed record RowAccount(long Read, long Kept, ImmutableArray<StepCount> Steps)
{
    public long? RowsFrom { get; init; }

    public long? Acknowledged { get; init; }

    public long? AcknowledgedRejects { get; init; }

    public long Rejected => Steps.Where(s => s.Action == FailureAction.Reject).Sum(s => s.Rows);

    public long Filtered => Steps.Where(s => s.Action == FailureAction.Filter).Sum(s => s.Rows);

    /// <summary>The account with rows that filters took before the query gave any.</summary>
    public RowAccount With(ImmutableArray<StepCount> filtered) =>
        filtered.IsEmpty ? this : this with { Read = Read + filtered.Sum(s => s.Rows), Steps = [.. filtered, .. Steps] };

    /// <summary>Throws RT4002 unless every row is accounted for.</summary>
    public void Check(string relation)
    {
        bool whole = Read == Kept + Rejected + Filtered
            && (RowsFrom ?? Read) == Read
            && (Acknowledged ?? Kept) == Kept
            && (AcknowledgedRejects ?? Rejected) == Rejected;
        if (!whole)
        {
            throw new FlowException(RunErrors.Unaccounted(
                relation,
                $"the source yielded {RowsFrom?.ToString() ?? "?"}, the query {Read}; "
                + $"kept {Kept}, rejected {Rejected}, filtered {Filtered}; "
                + $"the sink acknowledged {Acknowledged?.ToString() ?? "?"}, the rejects {AcknowledgedRejects?.ToString() ?? "?"}"));
        }
    }
}
