using FlowLang.Planning.Logical;

namespace FlowLang.Planning.Batch;

/// <summary>
/// A segment is a chain of row-wise nodes, the stretch in which a row that failed is carried along with its flag. It ends where rows meet:
/// at a group, join, sort or set, which must not see rows that have left.
/// </summary>
public static class Segments
{
    /// <summary>Whether rows come out of the node that have failed or are rejected and not yet split off.</summary>
    public static bool HasPendingSites(LogicalNode node)
    {
        for (LogicalNode? at = node; at is not null; at = Below(at))
        {
            if (at.HasSites)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The relation whose rows the segment takes one by one, or null where its rows come from a group, join or the like.</summary>
    public static string? RowsFrom(LogicalNode node)
    {
        LogicalNode at = node;
        while (Below(at) is { } below)
        {
            at = below;
        }

        return at switch
        {
            ScanNode scan => scan.Relation,
            StagedNode staged => staged.Relation,
            _ => null,
        };
    }

    /// <summary>The nodes from the top of the segment down, without what its rows come from.</summary>
    public static IEnumerable<LogicalNode> Chain(LogicalNode node)
    {
        for (LogicalNode? at = node; at is not null && (at.IsRowWise || at.HasSites); at = Below(at))
        {
            yield return at;
        }
    }

    // A projection with analytic functions starts a segment: what fails in it is flagged in it, but it takes rows as a whole.
    private static LogicalNode? Below(LogicalNode node) => node.IsRowWise && node.Inputs is [var input] ? input : null;
}
