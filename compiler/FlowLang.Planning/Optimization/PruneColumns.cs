using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Optimization;

/// <summary>
/// Columns that nobody reads are not computed. A step at which rows can leave reads its whole input row, since it reports it; a column that
/// can fail is computed whether it is read or not; and a source that reads text converts every column.
/// </summary>
public sealed class PruneColumns : OptimizerRule
{
    public override string Summary => "columns that nobody reads are not computed";

    public override LogicalNode Rewrite(LogicalNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Rewrite(root, [.. root.Row.Fields.Select(f => f.Name)], (_, _) => { });
    }

    /// <summary>The same for a query of which only some columns are read; <paramref name="staged"/> is told what is read of staged
    /// relations.</summary>
    internal static LogicalNode Rewrite(LogicalNode root, HashSet<string> needed, Action<StagedNode, HashSet<string>> staged) =>
        new Pruning(staged).Prune(root, needed);

    private sealed class Pruning(Action<StagedNode, HashSet<string>> staged)
    {
        public LogicalNode Prune(LogicalNode node, HashSet<string> needed) => node switch
        {
            StagedNode leaf => Staged(leaf, needed),
            StreamScanNode stream => Shrunk(stream, needed),
            StreamTableNode table => table.Only(needed),
            ReloadNode reload => Shrunk(reload, needed),
            ScanNode scan => scan.HasSites ? scan : Shrunk(scan, needed),
            { HasSites: true, Inputs: [var input] } and not ProjectNode => node.WithInputs([Prune(input, All(input))]),
            FilterNode filter => filter.WithInputs([Prune(filter.Input, With(needed, filter.Condition))]),
            ProjectNode project => Project(project, needed),
            NamedNode named => named.WithInputs([Prune(named.Input, needed)]),
            JoinNode join => Join(join, needed),
            AggregateNode groups => Aggregate(groups, needed),
            WindowNode window => window.WithInputs([Prune(window.Input, Input(window, needed))]),
            DedupeNode or TakeNode => node.WithInputs([Prune(node.Inputs[0], With(needed, [.. node.Expressions]))]),
            SetOperationNode { Operator: SetOperator.Union } union => Union(union, needed),
            UnnestNode unnest => Unnest(unnest, needed),
            _ => node.WithInputs([.. node.Inputs.Select(input => Prune(input, All(input)))]),
        };

        private LogicalNode Staged(StagedNode leaf, HashSet<string> needed)
        {
            LogicalNode shrunk = Shrunk(leaf, needed);
            staged(leaf, All(shrunk));
            return shrunk;
        }

        private LogicalNode Project(ProjectNode node, HashSet<string> needed)
        {
            ImmutableArray<BoundAssignment> columns =
                [.. node.Columns.Where(c => needed.Contains(c.Name) || Fallibility.HasSites(c.Value))];
            if (columns.IsEmpty)
            {
                columns = [node.Columns[0]];
            }

            HashSet<string> read = node.HasSites ? All(node.Input) : With([], [.. columns.Select(c => c.Value)]);
            return node with
            {
                Input = Prune(node.Input, read),
                Columns = columns,
                Row = Only(node.Row, [.. columns.Select(c => c.Name)]),
            };
        }

        // Late rows are written as they are before the window.
        private static HashSet<string> Input(WindowNode window, HashSet<string> needed) =>
            window.Window.LateSink is null ? With(needed, window.Window.On) : All(window.Input);

        private LogicalNode Join(JoinNode node, HashSet<string> needed)
        {
            ImmutableArray<JoinColumn> left = [.. node.LeftColumns.Where(c => needed.Contains(c.Output))];
            ImmutableArray<JoinColumn> right = [.. node.RightColumns.Where(c => needed.Contains(c.Output))];
            if (left.IsEmpty && right.IsEmpty)
            {
                left = [node.LeftColumns[0]];
            }

            // Late rows are written as they are before the join.
            bool isWritten = node.LateSink is not null;
            ILookup<bool, string> condition = node.Condition.Flatten().OfType<BoundColumn>()
                .ToLookup(c => c.Side == node.RightQualifier, c => c.Name);
            return node with
            {
                Left = Prune(node.Left, isWritten ? All(node.Left) : [.. left.Select(c => c.Input), .. condition[false]]),
                Right = Prune(node.Right, isWritten ? All(node.Right) : [.. right.Select(c => c.Input), .. condition[true]]),
                LeftColumns = left,
                RightColumns = right,
                Row = Only(node.Row, [.. left.Select(c => c.Output), .. right.Select(c => c.Output)]),
            };
        }

        private LogicalNode Aggregate(AggregateNode node, HashSet<string> needed)
        {
            ImmutableArray<AggregateColumn> aggregates =
                [.. node.Aggregates.Where(a => needed.Contains(a.Name) || a.FailedName is not null)];
            if (aggregates.IsEmpty && node.By.IsEmpty)
            {
                aggregates = [node.Aggregates[0]];
            }

            IEnumerable<BoundExpression> read = [.. node.By.Select(b => b.Value), .. aggregates.Select(a => a.Call)];
            return node with
            {
                Input = Prune(node.Input, With([], [.. read])),
                Aggregates = aggregates,
                Row = Only(node.Row, [.. node.By.Select(b => b.Name), .. aggregates.Select(a => a.Name)]),
            };
        }

        private LogicalNode Union(SetOperationNode node, HashSet<string> needed)
        {
            HashSet<string> columns = node.Row.Fields.Any(f => needed.Contains(f.Name)) ? needed : [node.Row.Fields[0].Name];
            return node with
            {
                Left = Prune(node.Left, columns),
                Right = Prune(node.Right, columns),
                Row = Only(node.Row, columns),
            };
        }

        private LogicalNode Unnest(UnnestNode node, HashSet<string> needed)
        {
            LogicalNode input = Prune(node.Input, With(needed, node.List));
            HashSet<string> columns = [.. input.Row.Fields.Select(f => f.Name), node.Name];
            return node with { Input = input, Row = Only(node.Row, columns) };
        }

        private static LogicalNode Shrunk(LogicalNode leaf, HashSet<string> needed)
        {
            RowType row = Only(leaf.Row, needed);
            return leaf with { Row = row.Fields.IsEmpty ? new RowType([leaf.Row.Fields[0]]) : row };
        }

        private static RowType Only(RowType row, HashSet<string> names) =>
            row.Fields.All(f => names.Contains(f.Name)) ? row : new RowType([.. row.Fields.Where(f => names.Contains(f.Name))]);

        private static HashSet<string> All(LogicalNode node) => [.. node.Row.Fields.Select(f => f.Name)];

        private static HashSet<string> With(HashSet<string> needed, params ReadOnlySpan<BoundExpression> expressions)
        {
            HashSet<string> all = [.. needed];
            foreach (BoundExpression expression in expressions)
            {
                all.UnionWith(expression.Columns());
            }

            return all;
        }
    }
}
