using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>Where records go that could not be processed, with the promise of <see cref="ISideOutput"/>.</summary>
public interface IDeadLetterOutput : IAsyncDisposable
{
    string Name { get; }

    Task OpenAsync(StreamRun run, CancellationToken cancel);

    Task WriteAsync(ImmutableArray<DeadLetter> letters, CancellationToken cancel);

    /// <summary>As <see cref="ISideOutput.CompleteAsync"/>.</summary>
    Task CompleteAsync(CancellationToken cancel) => Task.CompletedTask;
}
