using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Twins;

/// <summary>
/// A query over streams as one over files with the same rows: what all its rows are when no more come. Nothing is late in it, and of rows
/// that update each other it has the last ones.
/// </summary>
public static class BatchTwin
{
    private const string Key = "__key";
    private const string Time = "__time";
    private const string From = "__from";
    private const string To = "__to";

    /// <summary>Why a query has no twin, as the end of a sentence; null where it has one.</summary>
    public static string? Refusal(LogicalNode query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return StreamPlanner.Flatten(query).Select(node => node switch
        {
            StreamTableNode => "`as of` reads versions of a table",
            AggregateNode { By.IsEmpty: true } => "a group of all rows is there in a batch without any row",
            _ => null,
        }).FirstOrDefault(why => why is not null);
    }

    /// <summary>How far apart in event time rows may be for the query to forget nothing of them; null where it forgets nothing.</summary>
    public static TimeSpan? Memory(LogicalNode query)
    {
        TimeSpan[] lives =
        [
            .. StreamPlanner.Flatten(query).Select(node => node switch
            {
                AggregateNode groups when WindowTrace.Of(groups.Input) is null => groups.TimeToLive,
                DedupeNode dedupe => dedupe.TimeToLive,
                _ => null,
            }).OfType<TimeSpan>(),
        ];
        return lives.Length == 0 ? null : lives.Min();
    }

    /// <param name="plan">Of one write; its query reads given streams.</param>
    public static LogicalNode Of(StreamPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new Twins(plan).Of(plan.Routes[0].Query);
    }

    private sealed class Twins(StreamPlan plan)
    {
        public LogicalNode Of(LogicalNode node) => node switch
        {
            StreamScanNode scan => Scan(scan),
            WindowNode window => TwinWindows.Assigned(window, Of(window.Input)),
            AggregateNode groups when WindowTrace.Of(groups.Input) is { Window.Window.IsOpen: true } trace => Open(groups, trace),
            JoinNode { Right: ReloadNode table } join => join with { Left = Of(join.Left), Right = table.Query },
            JoinNode { Within: { } within } join => Within(join, TwinWindows.Text(within)),
            _ => node.WithInputs([.. node.Inputs.Select(Of)]),
        };

        private ScanNode Scan(StreamScanNode scan)
        {
            StreamRead read = plan.Reads.First(r => RelationKey.Of(r.Stream) == RelationKey.Of(scan.Stream));
            RowType row = TwinSource.RowOf(read);
            string file = TestPlans.GivenOf(plan.Reads.IndexOf(read));
            return new ScanNode(TwinSource.Of(scan.Stream.Name, file, row, scan.Stream.Span), row, scan.Span);
        }

        private AggregateNode Open(AggregateNode groups, WindowTrace trace)
        {
            LogicalNode input = Of(groups.Input);
            BoundAssignment[] others =
                [.. groups.By.Where(b => !(b.Value is BoundColumn column && trace.Columns.ContainsKey(column.Name)))];
            BoundAssignment[] keys = [.. others.Select((b, i) => b with { Name = $"{Key}{i + 1}" })];
            if (keys.Length > 0)
            {
                RowType row = new([.. input.Row.Fields, .. keys.Select(k => new RowField(k.Name, k.Value.Type))]);
                input = new ProjectNode(input, [.. Same(input), .. keys], "aggregate", row, groups.Span);
            }

            return groups with { Input = TwinWindows.Grouped(input, trace, [.. keys.Select(k => k.Name)], groups) };
        }

        // Rows of a pair are no further apart in event time than the join says.
        private JoinNode Within(JoinNode join, string within)
        {
            (string left, string right) = (MicrosOf(join.Left), MicrosOf(join.Right));
            return join with
            {
                Left = TwinWindows.With(Of(join.Left), (Time, left)),
                Right = TwinWindows.With(Of(join.Right), (From, $"{right} - {within}"), (To, $"{right} + {within}")),
                Condition = And(And(join.Condition, Compared(join, From, BoundOperator.GreaterOrEqual)),
                    Compared(join, To, BoundOperator.LessOrEqual)),
                Within = null,
            };
        }

        private static string MicrosOf(LogicalNode side) => TwinWindows.MicrosOf(
            EventTimeTrace.Of(side) ?? throw new System.Diagnostics.UnreachableException("a side of `within` without event time"));

        private static BoundBinary Compared(JoinNode join, string end, BoundOperator comparison) => new(
            comparison, Column(Time, join, null), Column(end, join, join.RightQualifier), new TypeRef(BoolType.Instance), Fails: false,
            join.Span);

        private static BoundColumn Column(string name, JoinNode join, string? side) =>
            new(name, side, new TypeRef(IntegerType.Int64, Nullable: true), join.Span) { Side = side };

        private static BoundBinary And(BoundExpression left, BoundExpression right) =>
            new(BoundOperator.And, left, right, new TypeRef(BoolType.Instance), Fails: false, left.Span);

        private static IEnumerable<BoundAssignment> Same(LogicalNode input) => input.Row.Fields.Select(
            f => new BoundAssignment(f.Name, new BoundColumn(f.Name, null, f.Type, input.Span), input.Span));
    }
}
