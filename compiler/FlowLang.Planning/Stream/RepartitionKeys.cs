using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Stream;

/// <summary>
/// Finds by what the rows of each cut of a query have to come together: what the uppermost step that remembers goes by, as far as all steps
/// below go by it, too, and as it can be computed where the query is cut.
/// </summary>
internal sealed class RepartitionKeys
{
    private readonly List<(LogicalNode Cut, Wanted? Wanted)> _found = [];

    /// <summary>The cuts of a query, from left to right, with their keys: null where nothing is remembered above.</summary>
    public static ImmutableArray<(LogicalNode Cut, ImmutableArray<BoundExpression>? Key)> Of(LogicalNode query)
    {
        RepartitionKeys keys = new();
        keys.Go(query, null);
        return [.. keys._found.Select(f => (f.Cut, f.Wanted is { } wanted ? (ImmutableArray<BoundExpression>?)wanted.Common : null))];
    }

    /// <summary>Whether a node and all below it look at one record of one stream at a time.</summary>
    public static bool IsCut(LogicalNode node)
    {
        LogicalNode[] all = [.. StreamPlanner.Flatten(node)];
        return all.Count(n => n is StreamScanNode) == 1 && all.All(n => n is not (WindowNode or StreamTableNode))
            && !StreamPlanner.HasState(node);
    }

    private void Go(LogicalNode node, Wanted? wanted)
    {
        if (IsCut(node))
        {
            _found.Add((node, wanted));
            wanted?.Reach();
            return;
        }

        switch (node)
        {
            case AggregateNode groups:
                Go(
                    groups.Input,
                    wanted?.Map(e => Through(e, c => Value(groups.By, c.Name))) ?? new Wanted(groups.By.Select(by => by.Value)));
                break;
            case DedupeNode dedupe:
                Go(dedupe.Input, wanted?.Map(e => dedupe.By.FirstOrDefault(by => IsSame(by, e))) ?? new Wanted(dedupe.By));
                break;
            case JoinNode { Right: ReloadNode } join:
                Go(join.Left, wanted?.Map(e => Through(e, c => Left(join, c))));
                break;
            case JoinNode join:
                Join(join, wanted);
                break;
            case ProjectNode project:
                Go(project.Input, wanted?.Map(e => Through(e, c => Value(project.Columns, c.Name))));
                break;
            default:
                node.Inputs.ToList().ForEach(input => Go(input, wanted?.Map(e => Through(e, c => Kept(input, c)))));
                break;
        }
    }

    // What is equal on both sides brings pairs together; a row finds the version of a table by the table's key alone.
    private void Join(JoinNode join, Wanted? wanted)
    {
        (BoundExpression Left, BoundExpression Right)[] pairs =
            [.. JoinEqualities.Of(join).Where(pair => join.Right is not StreamTableNode table || IsKey(pair.Right, table))];
        if (wanted is null)
        {
            Wanted both = new(pairs.Select(pair => Alone(pair.Left)));
            Go(join.Left, both);
            Go(join.Right, both.With(pairs.Select(pair => IsSteady(pair.Right) ? Alone(pair.Right) : null)));
            return;
        }

        (BoundExpression? Left, BoundExpression? Right)[] sides = [.. wanted.At.Select(e => Sides(join, pairs, e))];
        Go(join.Left, wanted.With(sides.Select(side => side.Left)));
        Go(join.Right, wanted.With(sides.Select(side => side.Right)));
    }

    private static (BoundExpression? Left, BoundExpression? Right) Sides(
        JoinNode join, (BoundExpression Left, BoundExpression Right)[] pairs, BoundExpression? wanted)
    {
        BoundExpression? left = Through(wanted, c => Left(join, c));
        BoundExpression? right = Through(wanted, c => Right(join, c));
        return pairs.Where(pair => IsSame(pair.Left, left) || IsSame(pair.Right, right))
            .Select(pair => ((BoundExpression?)Alone(pair.Left), (BoundExpression?)Alone(pair.Right))).FirstOrDefault();
    }

    // A side by itself, outside of the condition.
    private static BoundExpression Alone(BoundExpression side) =>
        side.ReplaceDown(part => part is BoundColumn column ? column with { Relation = null, Side = null } : null);

    private static bool IsKey(BoundExpression right, StreamTableNode table) =>
        BoundColumn.Of(right) is { } column && table.Row.Find(column.Name) is { IsKey: true };

    private static BoundExpression? Value(ImmutableArray<BoundAssignment> columns, string name) =>
        columns.Where(column => column.Name == name).Select(column => column.Value).FirstOrDefault();

    private static BoundColumn? Left(JoinNode join, BoundColumn column) => Of(join.LeftColumns, column);

    private static BoundColumn? Right(JoinNode join, BoundColumn column) => Of(join.RightColumns, column);

    private static BoundColumn? Of(ImmutableArray<JoinColumn> columns, BoundColumn column) => columns
        .Where(c => c.Output == column.Name).Select(c => column with { Name = c.Input, Relation = null }).FirstOrDefault();

    // What a step adds is not there below it.
    private static BoundColumn? Kept(LogicalNode input, BoundColumn column) => input.Row.Find(column.Name) is null ? null : column;

    private static bool IsSame(BoundExpression one, BoundExpression? other) =>
        other is not null && EventTimeTrace.Path(one) is { } path && path == EventTimeTrace.Path(other);

    // The expression over the rows below; null where something in it is not there, or is another thing each time.
    private static BoundExpression? Through(BoundExpression? expression, Func<BoundColumn, BoundExpression?> below)
    {
        bool isLost = expression is null;
        BoundExpression? moved = expression?.ReplaceDown(part =>
        {
            BoundExpression? found = part is BoundColumn column ? below(column) : null;
            isLost |= part is BoundColumn && found is null;
            return found ?? (part as BoundColumn);
        });
        return isLost || moved is null || !IsSteady(moved) ? null : moved;
    }

    private static bool IsSteady(BoundExpression expression) => !Fallibility.HasSites(expression)
        && expression.Flatten().All(e => e is BoundColumn or BoundField or BoundLiteral or BoundUnary or BoundBinary or BoundConversion
            || e is BoundCall { Function: not UserFunction and { Name: not "now" } });

    // Equal values of these are written alike in JSON.
    private static bool CanTell(FlowType type) => type is BoolType or IntegerType or DecimalType or TextType or EnumType or BytesType
        or UuidType or DateType or TimeType or DateTimeType or InstantType;

    /// <summary>What some cuts have in common, as it is at one place of the query.</summary>
    private sealed class Wanted
    {
        // At the cuts that were reached.
        private readonly List<ImmutableArray<BoundExpression?>> _cuts;

        public Wanted(IEnumerable<BoundExpression> by)
            : this([.. by.Select(e => IsSteady(e) ? e : null)], [])
        {
        }

        private Wanted(ImmutableArray<BoundExpression?> at, List<ImmutableArray<BoundExpression?>> cuts) => (At, _cuts) = (at, cuts);

        public ImmutableArray<BoundExpression?> At { get; }

        /// <summary>At this cut, those that all cuts have, in one type.</summary>
        public ImmutableArray<BoundExpression> Common =>
        [
            .. At.Where((e, i) => e is not null && CanTell(e.Type.Type) && _cuts.All(cut => cut[i]?.Type.Type.Equals(e.Type.Type) == true))
                .OfType<BoundExpression>(),
        ];

        public Wanted Map(Func<BoundExpression?, BoundExpression?> below) => With(At.Select(below));

        public Wanted With(IEnumerable<BoundExpression?> at) => new([.. at], _cuts);

        public void Reach() => _cuts.Add(At);
    }
}
