using FlowLang.Planning.Logical;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Planning.Stream;

/// <summary>What a join of streams remembers, what bounds it, and when its rows leave, in words.</summary>
internal static class StreamJoinState
{
    public static IEnumerable<string> Of(JoinNode node) => node.Within is { } within ? Within(node, DurationText.Of(within)) : [];

    private static IEnumerable<string> Within(JoinNode node, string within)
    {
        yield return $"state: the rows of both sides, each kept until the watermark is more than {within} past its time; "
            + "joined in the round, on one thread";
        yield return $"late: a row whose time is below the watermark of its own partition is counted"
            + (node.LateSink is { } sink ? $" and written to {sink.Span.Text}" : "");
        yield return node.Kind switch
        {
            JoinKind.Inner => "rows: a pair, at the commit that has its second row",
            JoinKind.Semi => "rows: a row of the left side, at the commit that has its first partner",
            JoinKind.Anti => $"rows: a row of the left side without a partner, when the watermark is more than {within} past it",
            _ => $"rows: a pair, at the commit that has its second row; a row without a partner, when the watermark is more than {within} past it",
        };
    }
}
