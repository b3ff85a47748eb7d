using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Stream;

/// <summary>What a route remembers, what bounds it, and when its rows leave, in words.</summary>
internal static class StreamState
{
    public static IEnumerable<string> Of(StreamRoute route)
    {
        foreach (LogicalNode node in StreamPlanner.Flatten(route.Query))
        {
            foreach (string line in node switch
            {
                AggregateNode groups => Groups(groups, Window(groups.Input)),
                DedupeNode dedupe => Keys(dedupe, Window(dedupe.Input)),
                WindowNode window => [Late(window.Window)],
                JoinNode join => StreamJoinState.Of(join),
                _ => [],
            })
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Groups(AggregateNode node, WindowNode? window)
    {
        string keys = string.Join(", ", node.By.Select(b => b.Name));
        yield return $"state: a group for each {keys}, kept {Bound(node.TimeToLive, window)}; "
            + "grouped in each lane, merged in the round by any key";
        yield return window is not null && node.Emit != EmitMode.Changes
            ? $"rows: one a group, when the watermark passes window_end{Plus(window.Window.Late)}"
            : "rows: each group that changed, at each commit";
        yield return StateMemory.Of(node);
    }

    private static IEnumerable<string> Keys(DedupeNode node, WindowNode? window)
    {
        string keys = string.Join(", ", node.By.Select(ExpressionPrinter.Print));
        yield return $"state: a row for each {keys}, kept {Bound(node.TimeToLive, window)}";
        yield return node.KeepsLatest
            ? "rows: the latest of each key, at each commit that changed it"
            : "rows: the first of each key, once";
        yield return StateMemory.Of(node);
    }

    private static string Bound(TimeSpan? ttl, WindowNode? window) => window is not null
        ? $"until the watermark passes window_end{Plus(window.Window.Late)}"
        : $"{DurationText.Of(ttl ?? TimeSpan.Zero)} of event time behind its last row";

    private static string Late(BoundWindow window) =>
        $"late: a row whose window_end{Plus(window.Late)} is at or below the watermark of its own partition is counted"
        + (window.LateSink is { } sink ? $" and written to {sink.Span.Text}" : "");

    private static string Plus(TimeSpan late) => late == TimeSpan.Zero ? "" : $" + {DurationText.Of(late)}";

    private static WindowNode? Window(LogicalNode node) => node switch
    {
        WindowNode window => window,
        AggregateNode => null,
        _ => node.Inputs.Select(Window).FirstOrDefault(w => w is not null),
    };
}
