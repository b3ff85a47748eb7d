using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>Where records go that could not be processed, with the promise of <see cref="ISideOutput"/>.</summary>
public interface IDeadLetterOutput : IAsyncDisposable
{
    string Name { get; }

    /// <summary>What <see cref="OpenAsync"/> would find or make, in words; it makes nothing.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">What <see cref="OpenAsync"/> would fail with.</exception>
    Task<string> LookAsync(StreamRun run, CancellationToken cancel) => Task.FromResult("nothing to look at");

    Task OpenAsync(StreamRun run, CancellationToken cancel);

    Task WriteAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancel);

    /// <summary>As <see cref="ISideOutput.CompleteAsync"/>.</summary>
    Task CompleteAsync(CancellationToken cancel) => Task.CompletedTask;
}
