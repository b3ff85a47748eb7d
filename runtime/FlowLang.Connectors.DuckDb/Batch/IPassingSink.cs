using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A sink that takes rows from a source of its own kind as they are, without the engine between them.</summary>
public interface IPassingSink
{
    /// <summary>
    /// As <see cref="BatchSink.PrepareAsync"/>; afterwards <see cref="SourceRead.Rows"/> of <paramref name="source"/> says how many rows it
    /// gave.
    /// </summary>
    Task<PreparedWrite> PassAsync(
        BatchRun run, SourceRead source, string relation, ImmutableArray<Column> columns, CancellationToken cancel);
}
