namespace FlowLang.Streams;

/// <summary>Where records go as they are: keys and values of bytes.</summary>
public interface IRecordOutput : IAsyncDisposable
{
    /// <summary>As in the program.</summary>
    string Name { get; }

    /// <summary>What <see cref="OpenAsync"/> would find or make, in words; it makes nothing.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">What <see cref="OpenAsync"/> would fail with.</exception>
    Task<string> LookAsync(StreamRun run, CancellationToken cancel) => Task.FromResult("nothing to look at");

    Task OpenAsync(StreamRun run, CancellationToken cancel);

    /// <summary>
    /// Sends the records of a batch, of which nothing is needed when the call returns; the task ends when all of them are acknowledged.
    /// Several may be on their way, in the order of the calls. It waits where there is no room.
    /// </summary>
    /// <exception cref="FlowLang.Runtime.FlowException">Some of them are not there, and will not be.</exception>
    Task WriteAsync(RecordBatch batch, CancellationToken cancel);
}
