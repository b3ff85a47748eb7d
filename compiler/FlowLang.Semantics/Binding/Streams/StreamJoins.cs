using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Streams with tables (`as of` a moment) and streams with streams (`within` a time; one after the other).</summary>
internal static class StreamJoins
{
    /// <param name="input">The row before the join.</param>
    public static StreamFacts Join(StreamFacts left, BoundJoin join, RowType input, BindingContext context)
    {
        StreamFacts? right = StreamQuery.Of(join.Right, context);
        Diagnostic? mistake = right is null || IsTable(join)
            ? CheckTable(left, join, context)
            : CheckStream(left, right, join, input);
        if (mistake is not null || right?.IsUnknown == true)
        {
            return mistake is null ? right ?? left : left.Refuse(mistake, context);
        }

        Dictionary<string, string> output = join.LeftColumns.ToDictionary(column => column.Input, column => column.Output);
        StreamFacts after = left.Renamed(
            StreamPaths.Of([.. output.Select(pair => (New: pair.Value, Old: pair.Key))]), "`join`", join.Span).WithoutKey();
        return right is null ? after : after with { Streams = [.. left.Streams, .. right.Streams] };
    }

    public static StreamFacts Combine(StreamFacts left, BoundSetOperation set, BindingContext context)
    {
        if (set.Operator != SetOperator.Union)
        {
            string word = set.Operator switch
            {
                SetOperator.UnionDistinct => "`union distinct`",
                SetOperator.Except => "`except`",
                _ => "`intersect`",
            };
            return left.Refuse(StreamDiagnostics.NeedsAllRows(set.Span, word), context);
        }

        StreamFacts? right = StreamQuery.Of(set.Right, context);
        if (right is null)
        {
            return left.Refuse(StreamDiagnostics.JoinOfStreams(
                set.Right.Span, "a stream and rows that end make no union",
                "publish the rows to a topic, or read both as sources"), context);
        }

        if (right.Window is { IsOpen: true } window)
        {
            return left.Refuse(StreamDiagnostics.WindowUngrouped(set.Right.Span, window.Span), context);
        }

        if ((left.Sessions ?? right.Sessions) is { } sessions)
        {
            return left.Refuse(StreamDiagnostics.SessionUnion(set.Span, sessions.At), context);
        }

        if (left.Time is not null && right.Time is not null && left.Time != right.Time)
        {
            return left.Refuse(StreamDiagnostics.UnionTimes(set.Right.Span, left.Time, right.Time), context);
        }

        return left.WithoutKey() with
        {
            Streams = [.. left.Streams, .. right.Streams],
            Time = right.Time is null ? null : left.Time,
            Lost = left.Lost ?? right.Lost ?? (right.Time is null ? ("`union` with rows that have none", set.Span) : null),
            Updates = left.Updates ?? right.Updates,
        };
    }

    // Not just a query over a stream: a table is what records make that come one after the other.
    private static bool IsTable(BoundJoin join) => join.AsOf is not null && join.Right.Relation is StreamSymbol;

    private static Diagnostic? CheckTable(StreamFacts left, BoundJoin join, BindingContext context)
    {
        if (join.Within is not null)
        {
            return StreamDiagnostics.OnlyForStreams(join.Span, "`within`");
        }

        if (join.Kind is JoinKind.Right or JoinKind.Full)
        {
            return StreamDiagnostics.JoinOfStreams(
                join.Span, "rows of a table that no record matches are only known when the stream ends", "use `join` or `left join`");
        }

        if (join.AsOf is not { } moment)
        {
            return StreamDiagnostics.JoinOfStreams(
                join.Span, "the table changes while the stream goes on, so the join must say which of its states is meant",
                $"write `join … as of {left.Time ?? "at"} on …`, with the event time");
        }

        return StreamPaths.Of(moment) is { } path && path == left.Time
            ? moment.Type.Nullable ? StreamDiagnostics.EventTimeNull(moment.Span, path)
            : join.Right.Relation is StreamSymbol table ? StreamTable.Check(left, table, join) : JoinedTable.Check(join, context)
            : left.Time is { } time
                ? StreamDiagnostics.NotTheEventTime(moment.Span, time)
                : StreamDiagnostics.NoEventTime(moment.Span, left.Streams[0].Name, left.Streams[0].Span);
    }

    private static Diagnostic? CheckTime(StreamFacts side, RowType row, BoundJoin join)
    {
        if (side.Time is not { } time)
        {
            return side.Lost is { } lost
                ? StreamDiagnostics.EventTimeLost(join.Span, lost.Step, lost.At)
                : StreamDiagnostics.NoEventTime(join.Span, side.Streams[0].Name, side.Streams[0].Span);
        }

        return StreamPaths.TypeOf(time, row) is { Nullable: true } ? StreamDiagnostics.EventTimeNull(join.Span, time) : null;
    }

    private static Diagnostic? CheckStream(StreamFacts left, StreamFacts right, BoundJoin join, RowType input)
    {
        if (join.AsOf is not null)
        {
            return StreamDiagnostics.JoinOfStreams(
                join.Span, "`as of` reads a table, and the right side is a query over a stream",
                "name the stream of the table's changes itself, or join two streams `within` a time");
        }

        if (join.Within is null)
        {
            return StreamDiagnostics.UnboundedState(
                join.Span, "join", "say how far apart in time the rows of the two may be: `within 10m`");
        }

        if ((left.Updates ?? right.Updates) is { } updates)
        {
            return StreamDiagnostics.UpdatesAgain(join.Span, "join", updates);
        }

        return CheckTime(left, input, join) ?? CheckTime(right, join.Right.Row, join);
    }
}
