namespace FlowLang.Streams;

/// <summary>The topic through which several instances of a pipeline bring rows of one key together.</summary>
public interface IRepartitionTopic
{
    /// <summary>Makes it, where it is missing, and compares what is there; gives the number of its partitions.</summary>
    /// <param name="run">The pipeline's, which names it.</param>
    /// <param name="partitions">Of the largest of the streams: where it is made it has no fewer.</param>
    /// <exception cref="FlowLang.Runtime.FlowException">It can't be made, or is not as it has to be.</exception>
    Task<int> EnsureAsync(StreamRun run, int partitions, CancellationToken cancel);

    /// <summary>What <see cref="EnsureAsync"/> would find or make, in words, and the number of its partitions; it makes nothing.</summary>
    /// <inheritdoc cref="EnsureAsync"/>
    Task<(string Found, int Partitions)> LookAsync(StreamRun run, int partitions, CancellationToken cancel) =>
        Task.FromResult(("nothing to look at", partitions));
}
