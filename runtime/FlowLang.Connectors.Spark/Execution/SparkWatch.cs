using System.Collections.Immutable;
using FlowLang.Connectors.Spark.Protocol;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Told of one operation while it runs; holds what Spark counted when it has ended. <paramref name="progress"/> is called often: must be
/// cheap.
/// </summary>
public sealed class SparkWatch(Action<SparkProgress>? progress = null)
{
    private readonly Dictionary<string, ImmutableDictionary<string, object?>> _observed = [];
    private readonly List<SparkNode> _nodes = [];

    /// <summary>
    /// By <see cref="SparkObservation.Name"/>, then by the metric's: bool, int, long, float, double, string, decimal text or null.
    /// </summary>
    public IReadOnlyDictionary<string, ImmutableDictionary<string, object?>> Observed => _observed;

    /// <summary>The operators of the executed plan with Spark's own counters.</summary>
    public IReadOnlyList<SparkNode> Nodes => _nodes;

    internal void See(ExecutePlanResponse response)
    {
        if (response.ExecutionProgress is { } now)
        {
            progress?.Invoke(new SparkProgress(
                [.. now.Stages.Select(s => new SparkStage(s.StageId, s.NumTasks, s.NumCompletedTasks, s.InputBytesRead, s.Done))],
                now.NumInflightTasks));
        }

        foreach (ExecutePlanResponse.Types.ObservedMetrics metrics in response.ObservedMetrics)
        {
            _observed[metrics.Name] = metrics.Keys.Zip(metrics.Values).ToImmutableDictionary(m => m.First, m => Literals.Read(m.Second));
        }

        if (response.Metrics is { } counted)
        {
            _nodes.AddRange(counted.Metrics_.Select(node => new SparkNode(
                node.Name, node.PlanId, node.Parent, node.ExecutionMetrics.ToImmutableDictionary(m => m.Key, m => m.Value.Value))));
        }
    }
}

/// <summary>An operator of an executed plan; <c>numOutputRows</c> is the counter that most have.</summary>
public sealed record SparkNode(string Name, long Id, long Parent, ImmutableDictionary<string, long> Metrics);
