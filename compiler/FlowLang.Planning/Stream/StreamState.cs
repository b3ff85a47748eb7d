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
        bool isFinal = window is not null && node.Emit != EmitMode.Changes;
        yield return window?.Window switch
        {
            { Kind: WindowKind.Session } session => $"state: the sessions of {Others(node)}, kept until the watermark passes "
                + $"{Passed(session)}; joined in each lane, and in the round by any key",
            { Kind: WindowKind.Sliding } sliding => $"state: a group for each time of a row of {Others(node)}, kept until the watermark "
                + $"passes it by {DurationText.Of(sliding.Size + sliding.Late)}; grouped in each lane, merged in the round by any key",
            _ => $"state: a group for each {keys}, kept {Bound(node.TimeToLive, window)}; "
                + "grouped in each lane, merged in the round by any key",
        };
        yield return window?.Window.Kind == WindowKind.Session && !isFinal
            ? "rows: each session that changed, at each commit; the row of one that began earlier or was swallowed is deleted by its key"
            : isFinal
                ? $"rows: one a group, when the watermark passes {Passed(window?.Window)}"
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

    // What a group goes by besides its window.
    private static string Others(AggregateNode node)
    {
        string[] window = [.. WindowTrace.Of(node.Input)?.AllIn(node.By.Select(b => (b.Name, b.Value))).Select(key => key.Name) ?? []];
        string[] others = [.. node.By.Select(b => b.Name).Except(window)];
        return others.Length == 0 ? "all rows together" : $"each {string.Join(", ", others)}";
    }

    private static string Late(BoundWindow window) =>
        window.Kind switch
        {
            WindowKind.Session => $"late: a row whose event time{Plus(window.Size)}{Plus(window.Late)} is at or below the watermark "
                + "of its own partition is counted",
            WindowKind.Sliding => $"late: a row whose event time{Plus(window.Late)} is below the watermark of its own partition is counted",
            _ => $"late: a row whose window_end{Plus(window.Late)} is at or below the watermark of its own partition is counted",
        }
        + (window.LateSink is { } sink ? $" and written to {sink.Span.Text}" : "");

    // No row that is on time can come nearer to a session than the gap any more.
    private static string Passed(BoundWindow? window) =>
        $"window_end{(window?.Kind == WindowKind.Session ? Plus(window.Size) : "")}{Plus(window?.Late ?? TimeSpan.Zero)}";

    private static string Plus(TimeSpan late) => late == TimeSpan.Zero ? "" : $" + {DurationText.Of(late)}";

    private static WindowNode? Window(LogicalNode node) => node switch
    {
        WindowNode window => window,
        AggregateNode => null,
        _ => node.Inputs.Select(Window).FirstOrDefault(w => w is not null),
    };
}
