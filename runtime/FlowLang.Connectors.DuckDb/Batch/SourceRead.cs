using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>An opened source. <see cref="Rows"/> is asked for after the relation has been read.</summary>
public abstract class SourceRead : IAsyncDisposable
{
    /// <summary>
    /// Rows that one whole scan of the source yielded, counted by the source itself; null when it can't tell or was not read whole.
    /// </summary>
    public virtual long? Rows => null;

    /// <summary>Rows that filters of the program took before, at the source, by step; they are not among <see cref="Rows"/>.</summary>
    public virtual ImmutableArray<StepCount> LeftOut { get; init; } = [];

    /// <summary>Bytes to read, where known.</summary>
    public virtual long? Bytes => null;

    /// <summary>Bytes read so far, for progress.</summary>
    public virtual long BytesRead => 0;

    /// <summary>Whether <see cref="BytesRead"/> moves while the source is read; else it is left out of progress.</summary>
    public virtual bool CountsBytes => false;

    public virtual int Files => 0;

    /// <summary>Of the files, those that came from a server.</summary>
    public virtual ImmutableArray<SourceFile> Downloads => [];

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
