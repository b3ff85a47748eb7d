using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Batch;

/// <summary>
/// Lays out a pipeline for the embedded engine: what is read more than once, checked, or can lose rows before a step that looks at many
/// rows is staged; the rest stays part of its user's query.
/// </summary>
public sealed class BatchPlanner
{
    // Longer chains of transforms in one query make engines slow and stacks deep.
    private const int MaxNesting = 24;

    private static readonly PushFilters s_filters = new();

    private readonly LogicalProgram _program;
    private readonly IReadOnlyDictionary<RelationKey, LogicalNode> _given;
    private readonly IntervalBinding _interval;
    private readonly PipelineUses _uses;
    private readonly NameScope _names = new();
    private readonly List<ReadSource> _reads = [];
    private readonly List<BatchOperation> _operations = [];
    private readonly Dictionary<RelationKey, LogicalNode> _placed = [];
    private readonly Dictionary<RelationKey, int> _nesting = [];

    private BatchPlanner(LogicalProgram program, BoundPartition? partition, IReadOnlyDictionary<RelationKey, LogicalNode> given)
    {
        _program = program;
        _given = given;
        _interval = new IntervalBinding(partition);
        _uses = new PipelineUses(program, given);
    }

    // Where the last run ended is looked up before the snapshot that all sources of a database share.
    private IEnumerable<ReadSource> Reads => _reads.OrderBy(read => read.Source.HasCursor ? 0 : 1);

    public static BatchPlan Plan(LogicalProgram program, LogicalPipeline pipeline) =>
        Plan(program, pipeline, ImmutableDictionary<RelationKey, LogicalNode>.Empty);

    /// <summary>A plan in which <paramref name="given"/> relations stand in place of sources and transforms.</summary>
    public static BatchPlan Plan(LogicalProgram program, LogicalPipeline pipeline, IReadOnlyDictionary<RelationKey, LogicalNode> given)
    {
        BatchPlanner planner = new(program, pipeline.Bound.Partition, given);
        foreach (LogicalWrite write in pipeline.Writes)
        {
            planner._uses.Add(write.Root, write.Bound.Rejects);
        }

        foreach (LogicalTransform transform in planner._uses.Order)
        {
            planner.Place(transform);
        }

        foreach (LogicalWrite write in pipeline.Writes)
        {
            planner.Write(write);
        }

        IEnumerable<BatchOperation> operations = planner._operations.Select(Pushed);
        return new BatchPlan(pipeline, StageColumns.Prune(Origins.Resolve([.. planner.Reads, .. operations])));
    }

    // Transforms that one query alone reads are part of it now: filters above them go on into them.
    private static BatchOperation Pushed(BatchOperation operation) => operation switch
    {
        StageRelation stage => stage with { Query = s_filters.Rewrite(stage.Query) },
        WriteRelation write => write with { Query = s_filters.Rewrite(write.Query) },
        _ => operation,
    };

    private void Write(LogicalWrite write)
    {
        Placement placement = new(this, write.Bound.Name, write.Bound.Rejects);
        LogicalNode query = _interval.AtWrite(placement.Place(write.Root));
        _operations.Add(new WriteRelation(write.Bound.Name, query, write.Bound));
    }

    private void Place(LogicalTransform transform)
    {
        RelationKey key = transform.Key;
        BoundEndpoint? rejects = _uses.Rejects(key);
        Placement placement = new(this, transform.Symbol.Name, rejects);
        LogicalNode body = placement.Place(transform.Root);
        int nesting = placement.Nesting + 1;
        string? why = WhyStaged(transform, body, nesting);
        _nesting[key] = why is null ? nesting : 0;
        _placed[key] = why is null
            ? new NamedNode(transform.Symbol.Name, body)
            : Stage(transform.Symbol.Name, transform.Symbol.Name, body, [.. transform.Checks.Select(Check)], rejects, why);
    }

    private string? WhyStaged(LogicalTransform transform, LogicalNode body, int nesting) => transform switch
    {
        { Checks.IsEmpty: false } => "expectations look at all of it",
        { Key: var key } when _uses.IsCheckTarget(key) => "an expectation looks into it",
        { Key: var key } when _uses.Count(key) is > 1 and var uses && !IsPickedColumns(body) => $"read {uses} times, computed once",
        _ when nesting > MaxNesting => $"more than {MaxNesting} transforms in one query",
        _ => null,
    };

    // Reading columns of a native source again costs less than keeping a copy of its rows.
    private static bool IsPickedColumns(LogicalNode node) => node switch
    {
        ScanNode scan => !scan.HasSites && scan.Source.Endpoint.Descriptor.ReadsAgain,
        NamedNode named => IsPickedColumns(named.Input),
        ProjectNode { IsTrivial: true } project => IsPickedColumns(project.Input),
        _ => false,
    };

    private RelationCheck Check(BoundExpectation expectation) =>
        new(expectation, expectation is BoundReferencesExpectation references ? Target(references.Target) : null);

    private LogicalNode Target(RelationSymbol symbol) => symbol switch
    {
        _ when _given.TryGetValue(RelationKey.Of(symbol), out LogicalNode? given) => given,
        SourceSymbol source => Source(source, new ScanNode(source, source.Row, source.Span)),
        _ => _placed[RelationKey.Of(symbol)],
    };

    private StagedNode Stage(
        string wanted, string name, LogicalNode query, ImmutableArray<RelationCheck> checks, BoundEndpoint? rejects, string why)
    {
        string relation = _names.Take(wanted);
        _operations.Add(new StageRelation(relation, name, query, checks, rejects, KeepsOrigin: true, query.Span) { Why = why });
        return new StagedNode(relation, query.Row, query.Span);
    }

    // A source is read once; one that can reject records is converted once too. Each query has a scan of the columns that it needs.
    private LogicalNode Source(SourceSymbol source, ScanNode scan)
    {
        RelationKey key = RelationKey.Of(source);
        if (_placed.TryGetValue(key, out LogicalNode? placed))
        {
            return placed;
        }

        LogicalNode node = _interval.AtSource(scan with { Relation = Read(source) });
        bool isStaged = scan.HasSites && (_uses.Count(key) > 1 || _uses.IsCheckTarget(key));
        return isStaged
            ? _placed[key] = Stage(source.Name, source.Name, node, [], _uses.Rejects(key), "text read more than once, converted once")
            : node;
    }

    private string Read(SourceSymbol source)
    {
        ReadSource? read = _reads.Find(r => RelationKey.Of(r.Source) == RelationKey.Of(source));
        if (read is null)
        {
            read = new(_names.Take(source.Name), source, NeedsOrigin: true, source.Span);
            _reads.Add(read);
        }

        return read.Relation;
    }

    /// <summary>Lays out one query, the transform's or write's called <paramref name="name"/>.</summary>
    private sealed class Placement(BatchPlanner planner, string name, BoundEndpoint? rejects)
    {
        /// <summary>How many transforms stand inside each other in it.</summary>
        public int Nesting { get; private set; }

        public LogicalNode Place(LogicalNode node)
        {
            switch (node)
            {
                case ReferenceNode reference when planner._given.TryGetValue(reference.Key, out LogicalNode? given):
                    return given;
                case ReferenceNode reference:
                    Nesting = Math.Max(Nesting, planner._nesting[reference.Key]);
                    return planner._placed[reference.Key];
                case ScanNode scan when planner._given.TryGetValue(RelationKey.Of(scan.Source), out LogicalNode? given):
                    return given;
                case ScanNode scan:
                    return planner.Source(scan.Source, scan);
            }

            ImmutableArray<LogicalNode> inputs = [.. node.Inputs.Select(input => Input(node, Place(input)))];
            return inputs.IsEmpty ? node : node.WithInputs(inputs);
        }

        // Rows that have left must be gone before a step that looks at many rows.
        private LogicalNode Input(LogicalNode user, LogicalNode input) => user.IsRowWise || !Segments.HasPendingSites(input)
            ? input
            : planner.Stage(
                StageName(input), name, input, [], rejects, $"rows can leave it, and must be gone before `{user.Verb}`");

        private string StageName(LogicalNode input) => input switch
        {
            NamedNode named => named.Name,
            ScanNode scan => scan.Source.Name + "_rows",
            _ => $"{name}_{input.Verb}",
        };
    }
}
