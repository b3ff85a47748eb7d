using FlowLang.Planning.Logical;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Planning.Stream;

/// <summary>What a join of streams remembers, what bounds it, and when its rows leave, in words.</summary>
internal static class StreamJoinState
{
    public static IEnumerable<string> Of(JoinNode node) => node switch
    {
        { Within: { } within } => Within(node, DurationText.Of(within)),
        { Right: StreamTableNode table } => AsOf(node, table),
        { Right: ReloadNode table } => Reloaded(node, table),
        _ => [],
    };

    private static IEnumerable<string> Reloaded(JoinNode node, ReloadNode table)
    {
        string every = DurationText.Of(table.Every);
        yield return $"table: {table.Name}, read whole at the start and again {every} after each reading, all of it in memory; "
            + "a reading counts from one round on, for all rows of it";
        yield return $"staleness: {every} and the time that a reading takes; "
            + "where it can't be read, the rows before stay and a warning says so";
        yield return "rows: a row of the left side, with what the table has in its round"
            + (node.Kind is JoinKind.Inner or JoinKind.Semi ? "; none where the table has nothing for it" : "")
            + "; not repeatable: a row that is processed again after a failure may find a newer reading. "
            + "Each row is there as often as `delivery` says all the same";
    }

    private static IEnumerable<string> AsOf(JoinNode node, StreamTableNode table)
    {
        string key = string.Join(", ", table.Row.Fields.Where(f => f.IsKey).Select(f => f.Name));
        yield return $"state: of each {key} of {table.Stream.Name} the version at the watermark and those after it; "
            + "rows of the left side until the watermark passes their time";
        yield return $"table: kept fresh by {table.Stream.Name}, repeatable: a row finds the version of its own time, whenever it is read"
            + (table.Stream.Time?.Idle is { } idle
                ? $", but for a change that comes more than {DurationText.Of(idle)} behind the others"
                : "");
        yield return "rows: a row of the left side, when the watermark passes its time"
            + (node.Kind is JoinKind.Inner or JoinKind.Semi ? "; none where the table has nothing for it" : "")
            + (table.Stream.Time?.Idle is null
                ? $"; a partition of {table.Stream.Name} without records holds it back, for want of `idle`"
                : "");
        yield return StateMemory.Of(node);
        yield return "late: a row behind the watermark of its own partition reads the table as of that watermark; "
            + $"a late record of {table.Stream.Name} counts from there";
    }

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
            _ => "rows: a pair, at the commit that has its second row; "
                + $"a row without a partner, when the watermark is more than {within} past it",
        };
        yield return StateMemory.Of(node);
    }
}
