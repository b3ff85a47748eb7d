namespace FlowLang.Streams;

/// <summary>
/// Where rows go that are not of the store's transaction: late ones, rejects, and what another system than the store takes. It is written
/// before the round commits, so after a failure a row can be there twice, never missing.
/// </summary>
public interface ISideOutput : IAsyncDisposable
{
    /// <summary>As in the program.</summary>
    string Name { get; }

    /// <summary>What <see cref="OpenAsync"/> would find or make, in words; it makes nothing.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">What <see cref="OpenAsync"/> would fail with.</exception>
    Task<string> LookAsync(StreamRun run, CancellationToken cancel) => Task.FromResult("nothing to look at");

    Task OpenAsync(StreamRun run, CancellationToken cancel);

    /// <summary>Returns when all rows are acknowledged.</summary>
    Task WriteAsync(StreamRows rows, CancellationToken cancel);

    /// <summary>The stream ends well: what was written is to be seen now.</summary>
    Task CompleteAsync(CancellationToken cancel) => Task.CompletedTask;
}
