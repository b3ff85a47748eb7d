using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Something a pipeline writes a relation to.</summary>
public abstract class BatchSink
{
    /// <summary>The sink as the user knows it: <c>pg.table("raw.trips")</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Reaches the target and compares it with <paramref name="columns"/> without changing anything: before a run's first row, in a dry
    /// run and by <c>doctor</c>. An incompatible live schema is a <see cref="FlowException"/> of <see cref="ErrorKind.Schema"/>. Returns
    /// what a write would do, in a few words (<c>creates table raw.trips</c>).
    /// </summary>
    public abstract Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel);

    /// <summary>Whether the last <see cref="CheckAsync"/> found no target there: a write would make it.</summary>
    public virtual bool IsMissing => false;

    /// <summary>
    /// Brings the rows to the target, not visible yet: it enlists a <see cref="RunTransaction"/> in <c>input.Run</c> that makes them so.
    /// Takes its rows from <paramref name="input"/> either as a stream or as a relation, once.
    /// </summary>
    public abstract Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel);
}
