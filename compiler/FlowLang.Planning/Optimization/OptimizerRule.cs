using System.Collections.Immutable;
using FlowLang.Planning.Logical;

namespace FlowLang.Planning.Optimization;

/// <summary>
/// Makes a plan that yields the same rows with less work. No rule drops, duplicates or moves a place where rows can be rejected or fail,
/// nor changes the input row that such a place reports.
/// </summary>
public abstract class OptimizerRule
{
    /// <summary>The rule's name, for `explain`.</summary>
    public string Name => GetType().Name;

    /// <summary>What it does and why, in one sentence, for `explain`.</summary>
    public abstract string Summary { get; }

    public abstract LogicalNode Rewrite(LogicalNode root);
}

/// <summary>A rule about one kind of node, applied to inputs before the nodes that read them.</summary>
public abstract class OptimizerRule<TNode> : OptimizerRule
    where TNode : LogicalNode
{
    public sealed override LogicalNode Rewrite(LogicalNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        LogicalNode node = root;
        if (!root.Inputs.IsEmpty)
        {
            ImmutableArray<LogicalNode> inputs = [.. root.Inputs.Select(Rewrite)];
            bool isSame = inputs.Zip(root.Inputs).All(pair => ReferenceEquals(pair.First, pair.Second));
            node = isSame ? root : root.WithInputs(inputs);
        }

        return node is TNode match ? Apply(match) : node;
    }

    /// <summary>The node itself where the rule has nothing to do.</summary>
    protected abstract LogicalNode Apply(TNode node);
}
