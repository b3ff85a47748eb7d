using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Planning.Logical;

/// <summary>Plans a join: parts of the condition that can fail are computed on their own side first.</summary>
internal sealed class JoinPlanner(DiagnosticBag diagnostics)
{
    public LogicalNode Plan(LogicalNode left, LogicalNode right, BoundJoin join)
    {
        string qualifier = join.Right.Qualifier ?? "";
        Isolation onLeft = new(left, "join");
        Isolation onRight = new(right, "join");
        BoundExpression condition = join.Condition.ReplaceDown(e => OneSided(e, qualifier, onLeft, onRight));
        if (Fallibility.HasSites(condition))
        {
            diagnostics.Add(EngineDiagnostics.JoinConditionCanFail(join.Condition.Span));
        }

        return new JoinNode(
            join.Kind, onLeft.Input, onRight.Input, qualifier, condition, join.LeftColumns, join.RightColumns, join.Row, join.Span)
        {
            Within = join.Within,
            LateSink = join.LateSink,
            AsOf = join.AsOf,
        };
    }

    // A part that can fail and reads one side only becomes a column of that side; its rows leave before the join.
    private static BoundExpression? OneSided(BoundExpression part, string qualifier, Isolation onLeft, Isolation onRight)
    {
        if (!Fallibility.HasSites(part))
        {
            return part;
        }

        bool[] sides = [.. part.Flatten().OfType<BoundColumn>().Select(c => c.Side == qualifier).Distinct()];
        if (sides.Length > 1)
        {
            return null;
        }

        bool isRight = sides is [true];
        return (isRight ? onRight : onLeft).Isolate(part) switch
        {
            BoundColumn column when isRight => column with { Side = qualifier },
            var column => column,
        };
    }
}
