using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>
/// Takes event time and windows of a stream through the steps of a query and refuses what would need all rows or remember
/// everything. A query that reads no stream is refused what is for streams only.
/// </summary>
internal static class StreamQuery
{
    /// <summary>Null for rows that end.</summary>
    public static StreamFacts? Check(BoundQuery query, BindingContext context)
    {
        StreamFacts? facts = Of(query.From, context);
        RowType row = query.From.Row;
        foreach (BoundStep step in query.Steps)
        {
            if (facts is null)
            {
                CheckBatch(step, context);
                continue;
            }

            facts = facts.IsUnknown ? facts : Step(facts, step, row, context);
            row = step.Row;
        }

        return facts;
    }

    /// <summary>What is known of a relation's rows; null for rows that end.</summary>
    public static StreamFacts? Of(BoundRelation relation, BindingContext context)
    {
        if (relation.Query is { } inline)
        {
            return Check(inline, context);
        }

        foreach (BoundSqlInput input in relation.Sql?.Inputs ?? [])
        {
            if (Of(input.Rows, context) is not null)
            {
                context.Report(StreamDiagnostics.NeedsAllRows(input.Rows.Span, "`sql`"));
            }
        }

        return relation.Relation switch
        {
            StreamSymbol stream => StreamFacts.Of(stream),
            TransformSymbol transform => context.Session.Streams.GetValueOrDefault(transform),
            _ => null,
        };
    }

    private static StreamFacts Step(StreamFacts facts, BoundStep step, RowType input, BindingContext context)
    {
        if (StepExpressions.Of(step).SelectMany(Within).OfType<BoundAnalytic>().FirstOrDefault() is { } analytic)
        {
            return facts.Refuse(StreamDiagnostics.NeedsAllRows(analytic.Span, "a function `over (…)`"), context);
        }

        if (OpenWindows.Refusal(facts, step) is { } refusal)
        {
            return facts.Refuse(refusal, context);
        }

        return step switch
        {
            BoundSelect select => facts.Renamed(StreamPaths.Of(select.Columns), "`select`", select.Span),
            BoundRename rename => facts.Renamed(StreamPaths.Of(rename.Names), "`rename`", rename.Span),
            BoundDrop drop => facts.Renamed(StreamPaths.Without(drop.Names), "`drop`", drop.Span),
            BoundSet set => facts.Renamed(StreamPaths.Without([.. set.Columns.Select(c => c.Name)]), "`set`", set.Span),
            BoundWindow window => StreamWindows.Assign(facts, window, context),
            BoundAggregate aggregate => StreamWindows.Group(facts, aggregate, context),
            BoundDedupe dedupe => Dedupe(facts, dedupe, context),
            BoundJoin join => StreamJoins.Join(facts, join, input, context),
            BoundSetOperation set => StreamJoins.Combine(facts, set, context),
            BoundTake take => facts.Refuse(StreamDiagnostics.NeedsAllRows(take.Span, "`take`"), context),
            BoundPivot pivot => facts.Refuse(StreamDiagnostics.NeedsAllRows(pivot.Span, "`pivot`"), context),
            BoundFill fill => facts.Refuse(StreamDiagnostics.NeedsAllRows(fill.Span, "`fill`"), context),
            BoundBadStep => facts with { IsUnknown = true },
            _ => facts, // a row in, rows out: nothing is remembered
        };
    }

    private static StreamFacts Dedupe(StreamFacts facts, BoundDedupe dedupe, BindingContext context)
    {
        if (facts.Updates is { } updates)
        {
            return facts.Refuse(StreamDiagnostics.UpdatesAgain(dedupe.Span, "dedupe", updates), context);
        }

        bool isInWindow = dedupe.By.Any(key => StreamPaths.Of(key) is { } path && facts.WindowColumns.Contains(path));
        if (dedupe.TimeToLive is null && !isInWindow)
        {
            return facts.Refuse(StreamDiagnostics.UnboundedState(
                dedupe.Span, "dedupe", "say how long a key is remembered: `ttl 1d`"), context);
        }

        return dedupe.KeepsLatest ? facts with { Updates = dedupe.Span } : facts;
    }

    private static void CheckBatch(BoundStep step, BindingContext context)
    {
        (TextSpan At, string What)? wrong = step switch
        {
            BoundWindow window => (window.Span, "`window`"),
            BoundAggregate { TimeToLive: not null } or BoundDedupe { TimeToLive: not null } => (step.Span, "`ttl`"),
            BoundAggregate { Emit: not null } => (step.Span, "`emit`"),
            BoundJoin { Within: not null } => (step.Span, "`within`"),
            BoundJoin { AsOf: not null } => (step.Span, "`as of`"),
            _ => null,
        };
        if (wrong is { } found)
        {
            context.Report(StreamDiagnostics.OnlyForStreams(found.At, found.What));
        }

        BoundRelation? right = step switch
        {
            BoundJoin join => join.Right,
            BoundSetOperation set => set.Right,
            _ => null,
        };
        if (right is not null && Of(right, context) is not null)
        {
            context.Report(StreamDiagnostics.JoinOfStreams(
                right.Span, "a stream stands on the right of rows that end", "begin with the stream and join the table to it"));
        }
    }

    private static IEnumerable<BoundExpression> Within(BoundExpression expression) =>
        expression.Children.SelectMany(Within).Prepend(expression);
}
