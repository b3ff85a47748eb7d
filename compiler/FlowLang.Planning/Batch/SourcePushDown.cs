using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Batch;

/// <summary>
/// Moves conditions on a source's columns from the queries of the embedded engine into what is asked of the source, where it takes
/// conditions and one query alone reads it. Filters whose rows reports count stay whole: the source counts them instead.
/// </summary>
public sealed class SourcePushDown
{
    private readonly Dictionary<string, int> _scans = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ImmutableArray<SourceFilter>> _filters = new(StringComparer.OrdinalIgnoreCase);

    private SourcePushDown()
    {
    }

    /// <summary>
    /// The plan with what each read asks of its source. Other engines than the embedded one read where the rows are: theirs stay as they
    /// are.
    /// </summary>
    public static BatchPlan Apply(BatchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Pipeline.Bound.Engine is not null)
        {
            return plan;
        }

        var (moved, filters) = Move(plan.Operations);
        return plan with { Operations = SourceSelections.Of(StageColumns.Prune(moved), filters) };
    }

    /// <summary>Everything that an operation reads.</summary>
    internal static IEnumerable<LogicalNode> Queries(BatchOperation operation) => operation switch
    {
        StageRelation stage => [stage.Query, .. stage.Checks.Select(c => c.Target).OfType<LogicalNode>()],
        WriteRelation write => [write.Query],
        _ => [],
    };

    // The operations without the filters that were moved, and those by the relation of their source.
    private static (ImmutableArray<BatchOperation> Operations, IReadOnlyDictionary<string, ImmutableArray<SourceFilter>> Filters) Move(
        ImmutableArray<BatchOperation> operations)
    {
        SourcePushDown pushing = new();
        foreach (LogicalNode query in operations.SelectMany(Queries))
        {
            pushing.Count(query);
        }

        ImmutableArray<BatchOperation> moved = [.. operations.Select(operation => operation switch
        {
            StageRelation stage => stage with
            {
                Query = pushing.Rewrite(stage.Query, stage.Name, Segments.HasPendingSites(stage.Query) ? Counted(stage.Query) : []),
            },
            WriteRelation write => write with { Query = pushing.Rewrite(write.Query, write.Relation, Counted(write.Query)) },
            _ => operation,
        })];
        return (moved, pushing._filters);
    }

    // The filters of a flagged segment; below it rows are dropped without being counted.
    private static HashSet<LogicalNode> Counted(LogicalNode query) =>
        new(Segments.Chain(query).OfType<FilterNode>().Where(f => !f.IsInterval), ReferenceEqualityComparer.Instance);

    private void Count(LogicalNode node)
    {
        if (node is ScanNode scan)
        {
            _scans[scan.Relation] = _scans.GetValueOrDefault(scan.Relation) + 1;
        }

        node.Inputs.ToList().ForEach(Count);
    }

    private LogicalNode Rewrite(LogicalNode node, string context, HashSet<LogicalNode> counted)
    {
        if (Reach(node, context, counted) is { } rows)
        {
            return rows.Node;
        }

        string below = node is NamedNode named ? named.Name : context;
        ImmutableArray<LogicalNode> inputs = [.. node.Inputs.Select(input => Rewrite(input, below, counted))];
        return inputs.Zip(node.Inputs).All(pair => ReferenceEquals(pair.First, pair.Second)) ? node : node.WithInputs(inputs);
    }

    // Null from the first step on that filters can't be moved below.
    private SourceRows? Reach(LogicalNode node, string context, HashSet<LogicalNode> counted) => node switch
    {
        ScanNode { Source.Endpoint.Descriptor.TakesConditions: true } scan when _scans[scan.Relation] == 1 =>
            new(scan, scan.Relation, scan.Row.Fields.ToDictionary(f => f.Name, f => f.Name)),
        NamedNode named => Reach(named.Input, named.Name, counted) is { } rows
            ? rows with { Node = named.WithInputs([rows.Node]) }
            : null,
        ProjectNode { IsRowWise: true, HasSites: false } project => Reach(project.Input, context, counted) is { } rows
            ? Through(project, rows)
            : null,
        FilterNode { HasSites: false } filter => Reach(filter.Input, context, counted) is { } rows
            ? Push(filter, rows, $"{context}: {filter.Verb}", counted.Contains(filter))
            : null,
        _ => null,
    };

    private static SourceRows Through(ProjectNode project, SourceRows rows)
    {
        Dictionary<string, string> columns = [];
        foreach (BoundAssignment column in project.Columns)
        {
            if (column.Value is BoundColumn read && rows.Columns.TryGetValue(read.Name, out string? source))
            {
                columns.Add(column.Name, source);
            }
        }

        return rows with { Node = project.WithInputs([rows.Node]), Columns = columns };
    }

    private SourceRows Push(FilterNode filter, SourceRows rows, string step, bool isCounted)
    {
        ILookup<bool, BoundExpression> parts = (isCounted ? [filter.Condition] : SourceConditions.Parts(filter.Condition)).ToLookup(
            part => SourceConditions.CanPush(part) && part.Columns().Any() && part.Columns().All(rows.Columns.ContainsKey));
        ImmutableArray<SourceFilter> known = _filters.GetValueOrDefault(rows.Relation, []);
        _filters[rows.Relation] = [.. known, .. parts[true].Select(part => new SourceFilter(AtSource(part, rows), step, part, isCounted))];
        return parts[false].Any() ? new(Rest(filter, rows.Node, parts), rows.Relation, []) : rows;
    }

    private static BoundExpression AtSource(BoundExpression condition, SourceRows rows) => condition.ReplaceDown(
        e => e is BoundColumn column ? column with { Name = rows.Columns[column.Name], Relation = null } : null);

    // Nothing above it is moved: what it leaves is what the next filter looks at.
    private static FilterNode Rest(FilterNode filter, LogicalNode input, ILookup<bool, BoundExpression> parts) =>
        ((FilterNode)filter.WithInputs([input])) with
        {
            Condition = parts[true].Any() ? parts[false].Aggregate(Both) : filter.Condition,
        };

    private static BoundExpression Both(BoundExpression left, BoundExpression right) => new BoundBinary(
        BoundOperator.And, left, right, new TypeRef(BoolType.Instance, left.Type.Nullable || right.Type.Nullable), Fails: false,
        left.Span);

    /// <param name="Node">The query down to the scan.</param>
    /// <param name="Relation">The scan's.</param>
    /// <param name="Columns">The columns that are the source's own, by their names in the query.</param>
    private sealed record SourceRows(LogicalNode Node, string Relation, Dictionary<string, string> Columns);
}
