using FlowLang.Runtime;
using FlowLang.Values.Rows;

namespace FlowLang.Streams;

/// <summary>Rows that left a route since the last round: at its sites, and late.</summary>
public sealed class RouteExits(StreamRoute route, string pipeline)
{
    private readonly List<RejectedRow> _rejected = [];
    private int _known;

    /// <summary>What steps tell.</summary>
    public RowExits Rows { get; } = new(route.Sites.Length);

    public long Late { get; private set; }

    public StreamRoute Route => route;

    internal IReadOnlyList<RejectedRow> Rejected => _rejected;

    /// <summary>Of the rejects.</summary>
    internal long HeldBytes { get; private set; }

    /// <summary>A row left at a site: it is counted, kept as a reject, or makes the stream fail.</summary>
    /// <param name="partition">Where it came from; null for a row that is of no one record.</param>
    public void Leave(int site, StreamPartition? partition, long offset)
    {
        Rows.Count(site);
        FailureSite left = route.Sites[site - 1];
        if (left.Action == FailureAction.Filter)
        {
            return;
        }

        // A step tells of every row that leaves, each once: the newest is this one.
        string input = Rows.Rows[_known++].Input;
        if (left.Action == FailureAction.Fail)
        {
            throw new FlowException(RunErrors.RowFailed(left, pipeline, partition?.ToString(), partition is null ? null : offset, input));
        }

        if (route.RejectsSide is not null)
        {
            HeldBytes += input.Length * sizeof(char);
            _rejected.Add(new RejectedRow(left, partition, offset, input));
        }
    }

    public void CountLate() => Late++;
}

/// <param name="Input">The step's input row as JSON.</param>
internal sealed record RejectedRow(FailureSite Site, StreamPartition? Partition, long Offset, string Input);
