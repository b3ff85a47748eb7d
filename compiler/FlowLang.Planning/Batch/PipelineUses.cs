using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Batch;

/// <summary>Which transforms and sources the writes of a pipeline read, how often, and in which order they can be computed.</summary>
internal sealed class PipelineUses
{
    private readonly LogicalProgram _program;
    private readonly IReadOnlyDictionary<RelationKey, LogicalNode> _given;
    private readonly Dictionary<RelationKey, int> _counts = [];
    private readonly Dictionary<RelationKey, BoundEndpoint?> _rejects = [];
    private readonly HashSet<RelationKey> _checked = [];
    private readonly HashSet<RelationKey> _counted = [];
    private readonly HashSet<RelationKey> _ordered = [];

    /// <param name="program">The program.</param>
    /// <param name="given">Relations that stand in place of declared ones, for tests.</param>
    public PipelineUses(LogicalProgram program, IReadOnlyDictionary<RelationKey, LogicalNode> given)
    {
        _program = program;
        _given = given;
    }

    /// <summary>Transforms, each after those it reads.</summary>
    public List<LogicalTransform> Order { get; } = [];

    /// <summary>How many times a relation is read.</summary>
    public int Count(RelationKey key) => _counts.GetValueOrDefault(key);

    /// <summary>Whether an expectation looks into it, so that it has to stand as a relation.</summary>
    public bool IsCheckTarget(RelationKey key) => _checked.Contains(key);

    /// <summary>The rejects sink of the first write that reads the relation and has one.</summary>
    public BoundEndpoint? Rejects(RelationKey key) => _rejects.GetValueOrDefault(key);

    public void Add(LogicalNode root, BoundEndpoint? rejects)
    {
        // Transforms can be chained thousands deep: no recursion over them.
        Stack<(RelationKey Key, bool Done)> work = new();
        HashSet<RelationKey> seen = [];
        Visit(root, work, rejects, count: true);
        while (work.TryPop(out var item))
        {
            LogicalTransform transform = _program.Index[item.Key];
            if (item.Done)
            {
                if (_ordered.Add(item.Key))
                {
                    Order.Add(transform);
                }
            }
            else if (seen.Add(item.Key))
            {
                bool isNew = _counted.Add(item.Key);
                work.Push((item.Key, true));
                Visit(transform.Root, work, rejects, count: isNew);
                foreach (BoundReferencesExpectation check in transform.Checks.OfType<BoundReferencesExpectation>())
                {
                    Target(check.Target, work, rejects);
                }
            }
        }
    }

    private void Target(RelationSymbol target, Stack<(RelationKey Key, bool Done)> work, BoundEndpoint? rejects)
    {
        RelationKey key = RelationKey.Of(target);
        _checked.Add(key);
        Use(key, rejects, count: true);
        if (target is TransformSymbol && !_given.ContainsKey(key))
        {
            work.Push((key, false));
        }
    }

    private void Visit(LogicalNode node, Stack<(RelationKey Key, bool Done)> work, BoundEndpoint? rejects, bool count)
    {
        switch (node)
        {
            case ReferenceNode reference:
                Use(reference.Key, rejects, count);
                if (!_given.ContainsKey(reference.Key))
                {
                    work.Push((reference.Key, false));
                }

                break;
            case ScanNode scan:
                Use(RelationKey.Of(scan.Source), rejects, count);
                break;
        }

        foreach (LogicalNode input in node.Inputs)
        {
            Visit(input, work, rejects, count);
        }
    }

    private void Use(RelationKey key, BoundEndpoint? rejects, bool count)
    {
        _counts[key] = Count(key) + (count ? 1 : 0);
        if (rejects is not null)
        {
            _rejects.TryAdd(key, rejects);
        }
    }
}
