using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>Where records come from. It is opened, polled and closed by one thread; <see cref="Pause"/> is that thread's, too.</summary>
public interface IStreamSource : IAsyncDisposable
{
    /// <summary>As in the program: <c>bus.topic("taxi.trips")</c>.</summary>
    string Name { get; }

    /// <summary>
    /// What <see cref="OpenAsync"/> would find, in words; it joins no group and moves nothing. <see cref="Partitions"/> is known then, too.
    /// </summary>
    /// <param name="kept">How far partitions were processed, as the store has it; null where that is not known.</param>
    /// <exception cref="FlowLang.Runtime.FlowException">It can't be read, or not from there on.</exception>
    Task<string> LookAsync(StreamRun run, ImmutableArray<PartitionProgress>? kept, CancellationToken cancel) =>
        Task.FromResult("nothing to look at");

    /// <summary>Reaches the server and checks that it is as the program was compiled for; joins the group.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">It can't be read.</exception>
    Task OpenAsync(StreamRun run, CancellationToken cancel);

    /// <summary>
    /// How many partitions there are, once it is open; 0 where that is not known. While fewer are assigned (a member of the group that died
    /// is still taken for alive) nothing is decided that needs all of them: windows stay open, and a bounded run goes on.
    /// </summary>
    int Partitions => 0;

    /// <summary>
    /// The offset that a partition's next record will have, as far as what was fetched last tells; null where that is not known. May be
    /// asked by any thread while the source is open, and must be cheap.
    /// </summary>
    long? EndOf(StreamPartition partition) => null;

    /// <summary>
    /// The next event, or null when none came in <paramref name="patience"/>. Between two calls no longer than the broker's patience with
    /// a member may pass (minutes), also while everything is paused.
    /// </summary>
    SourceEvent? Poll(TimeSpan patience);

    /// <summary>Begins to deliver an assigned partition.</summary>
    /// <param name="nextOffset">The first offset to deliver; null for where the program says that a first run begins.</param>
    /// <exception cref="FlowLang.Runtime.FlowException">The offset is no longer there: records would be missed.</exception>
    void Start(StreamPartition partition, long? nextOffset);

    /// <summary>No batch of these arrives until they are resumed: somebody behind is slow.</summary>
    void Pause(ImmutableArray<StreamPartition> partitions);

    void Resume(ImmutableArray<StreamPartition> partitions);

    /// <summary>For information of others only (lag in the broker's tools): the store's offsets are the ones that count.</summary>
    void Report(ImmutableArray<PartitionProgress> committed);
}
