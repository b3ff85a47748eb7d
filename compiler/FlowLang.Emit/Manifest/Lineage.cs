using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.Manifest;

/// <summary>A written column and the source columns its values come from, as `source.column`.</summary>
internal sealed record LineageEdge(string Relation, string Column, ImmutableArray<string> Sources);

/// <summary>Which source columns a column's values are computed from. What only decides which rows there are is no part of it.</summary>
internal sealed class Lineage(LogicalProgram program)
{
    private readonly Dictionary<RelationKey, Dictionary<string, ImmutableSortedSet<string>>> _transforms = [];

    public IEnumerable<LineageEdge> Of(LogicalWrite write)
    {
        Dictionary<string, ImmutableSortedSet<string>> columns = Of(write.Root);
        return write.Root.Row.Fields.Select(f => new LineageEdge(write.Bound.Name, f.Name, [.. columns.GetValueOrDefault(f.Name, [])]));
    }

    private Dictionary<string, ImmutableSortedSet<string>> Of(LogicalNode node) => node switch
    {
        ScanNode scan =>
            scan.Row.Fields.ToDictionary(
                f => f.Name, f => ImmutableSortedSet.Create(StringComparer.Ordinal, $"{scan.Source.Name}.{f.Name}")),
        StreamScanNode scan => scan.Row.Fields.ToDictionary(
            f => f.Name, f => ImmutableSortedSet.Create(StringComparer.Ordinal, $"{scan.Stream.Name}.{f.Name}")),
        ReferenceNode reference => Transform(reference.Key),
        ProjectNode project => Of(project.Input) is var input ? project.Columns.ToDictionary(c => c.Name, c => From(c.Value, input)) : [],
        AggregateNode groups => Groups(groups),
        JoinNode join => Join(join),
        UnnestNode unnest => Unnest(unnest),
        SetOperationNode set => Union(Of(set.Left), Of(set.Right)),
        { Inputs: [var only] } => Of(only),
        _ => [],
    };

    private Dictionary<string, ImmutableSortedSet<string>> Transform(RelationKey key)
    {
        if (!_transforms.TryGetValue(key, out var columns))
        {
            columns = Of(program.Index[key].Root);
            _transforms.Add(key, columns);
        }

        return columns;
    }

    private static ImmutableSortedSet<string> From(BoundExpression expression, Dictionary<string, ImmutableSortedSet<string>> input) =>
        expression.Columns().SelectMany(c => input.GetValueOrDefault(c, [])).ToImmutableSortedSet(StringComparer.Ordinal);

    private Dictionary<string, ImmutableSortedSet<string>> Groups(AggregateNode groups)
    {
        var input = Of(groups.Input);
        return groups.By.Select(b => (b.Name, b.Value)).Concat(groups.Aggregates.Select(a => (a.Name, (BoundExpression)a.Call)))
            .ToDictionary(c => c.Item1, c => From(c.Item2, input));
    }

    private Dictionary<string, ImmutableSortedSet<string>> Join(JoinNode join)
    {
        var left = Of(join.Left);
        var right = join.RightColumns.IsEmpty ? [] : Of(join.Right);
        return join.LeftColumns.Select(c => (c.Output, left.GetValueOrDefault(c.Input, [])))
            .Concat(join.RightColumns.Select(c => (c.Output, right.GetValueOrDefault(c.Input, []))))
            .ToDictionary(c => c.Output, c => c.Item2);
    }

    private Dictionary<string, ImmutableSortedSet<string>> Unnest(UnnestNode unnest)
    {
        var input = Of(unnest.Input);
        return new(input) { [unnest.Name] = From(unnest.List, input) };
    }

    private static Dictionary<string, ImmutableSortedSet<string>> Union(
        Dictionary<string, ImmutableSortedSet<string>> left, Dictionary<string, ImmutableSortedSet<string>> right) =>
        left.ToDictionary(c => c.Key, c => c.Value.Union(right.GetValueOrDefault(c.Key, [])));
}
