using System.Collections.Immutable;

namespace FlowLang.Connectors.Spark;

/// <summary>How far an operation is, as Spark tells it every few seconds. Stages that are planned later are not in it yet.</summary>
public sealed record SparkProgress(ImmutableArray<SparkStage> Stages, long RunningTasks)
{
    public long Tasks => Stages.Sum(stage => stage.Tasks);

    public long CompletedTasks => Stages.Sum(stage => stage.CompletedTasks);

    /// <summary>Bytes read from files and other sources, not from shuffles.</summary>
    public long BytesRead => Stages.Sum(stage => stage.BytesRead);
}

/// <summary>One stage of a job.</summary>
public sealed record SparkStage(long Id, long Tasks, long CompletedTasks, long BytesRead, bool IsDone);
