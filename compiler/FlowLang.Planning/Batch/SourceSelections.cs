using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Batch;

/// <summary>
/// Says what is asked of each source that takes conditions, and which writes its rows pass to as they are: those that only pick, rename
/// and order columns on their way from one database to the other.
/// </summary>
internal static class SourceSelections
{
    public static ImmutableArray<BatchOperation> Of(
        ImmutableArray<BatchOperation> operations, IReadOnlyDictionary<string, ImmutableArray<SourceFilter>> filters)
    {
        ILookup<string, ScanNode> scans = operations.SelectMany(SourcePushDown.Queries).SelectMany(Scans)
            .ToLookup(s => s.Relation, StringComparer.OrdinalIgnoreCase);
        Dictionary<string, ImmutableArray<string>> passed = new(StringComparer.OrdinalIgnoreCase);
        foreach (WriteRelation write in operations.OfType<WriteRelation>())
        {
            if (Passed(write) is var (relation, columns) && scans[relation].Count() == 1
                && Checked(filters.GetValueOrDefault(relation, [])).All(columns.Contains))
            {
                passed.Add(relation, columns);
            }
        }

        return [.. operations.Select(operation => operation switch
        {
            ReadSource { Source.Endpoint.Descriptor.TakesConditions: true } read =>
                read with { Selection = Selection(read, scans[read.Relation], filters, passed) },
            WriteRelation write when Passed(write) is var (relation, _) && passed.ContainsKey(relation) =>
                write with { PassedFrom = relation },
            _ => operation,
        })];
    }

    private static SourceSelection Selection(
        ReadSource read, IEnumerable<ScanNode> scans, IReadOnlyDictionary<string, ImmutableArray<SourceFilter>> filters,
        Dictionary<string, ImmutableArray<string>> passed)
    {
        ImmutableArray<SourceFilter> applied = filters.GetValueOrDefault(read.Relation, []);
        if (passed.TryGetValue(read.Relation, out ImmutableArray<string> columns))
        {
            return new SourceSelection(columns, applied) { Passes = true };
        }

        HashSet<string> needed = [.. scans.SelectMany(s => s.Row.Fields).Select(f => f.Name), .. Checked(applied)];
        return new SourceSelection([.. read.Source.Row.Fields.Select(f => f.Name).Where(needed.Contains)], applied);
    }

    /// <summary>Columns of filters that may hold what the language has not: they are read, so that it is noticed.</summary>
    private static IEnumerable<string> Checked(ImmutableArray<SourceFilter> filters) => filters
        .SelectMany(f => f.Condition.Flatten())
        .OfType<BoundColumn>()
        .Where(c => SourceConditions.IsChecked(c.Type.Type))
        .Select(c => c.Name);

    /// <summary>The source whose rows a write takes unchanged, with its columns in the write's order; null where something else is
    /// done.</summary>
    private static (string Relation, ImmutableArray<string> Columns)? Passed(WriteRelation write)
    {
        BoundEndpoint sink = write.Write.Sink;
        bool isPlain = write.Write.OrderBy.IsDefaultOrEmpty && write.Query.Row.Fields.All(f => IsPassed(f.Type.Type));
        if (!sink.Descriptor.TakesConditions || !isPlain)
        {
            return null;
        }

        ImmutableArray<string> columns = [.. write.Query.Row.Fields.Select(f => f.Name)];
        for (LogicalNode at = write.Query; ;)
        {
            switch (at)
            {
                case ScanNode { Source.Endpoint: { Descriptor.TakesConditions: true } source } scan:
                    return source.Connector.Name == sink.Connector.Name ? (scan.Relation, columns) : null;
                case NamedNode named:
                    at = named.Input;
                    break;
                case ProjectNode { IsTrivial: true } project:
                    columns = [.. columns.Select(c => ((BoundColumn)project.Columns.Single(p => p.Name == c).Value).Name)];
                    at = project.Input;
                    break;
                default:
                    return null;
            }
        }
    }

    // Documents are written in a form of their own, and so are their parts.
    private static bool IsPassed(FlowType type) => type is BoolType or IntegerType or DecimalType or FloatType or TextType or EnumType
        or BytesType or UuidType or DateType or TimeType or DateTimeType or InstantType;

    private static IEnumerable<ScanNode> Scans(LogicalNode node) => node is ScanNode scan ? [scan] : node.Inputs.SelectMany(Scans);
}
