using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// Something a pipeline reads as a relation of the embedded engine. A relation that can say where its rows came from has, after its
/// columns,
/// <c>__file</c>, <c>__row</c> and <c>__bad</c> (see <see cref="FlagColumns"/>): files do; tables and generators do not.
/// </summary>
public abstract class BatchSource
{
    /// <summary>The source as the user knows it: <c>lake.csv("trips/{day}.csv")</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The columns the program was compiled for.</summary>
    public abstract ImmutableArray<Column> Columns { get; }

    /// <summary>False when no query reads <c>__file</c> and <c>__row</c>: they are null then and reading may be faster.</summary>
    public bool NeedsOrigin { get; init; } = true;

    /// <summary>
    /// Checks that the live source is what the program was compiled for (else a <see cref="FlowException"/> of <see
    /// cref="ErrorKind.Schema"/>), then defines the temporary relation <paramref name="relation"/> in <paramref name="duck"/>.
    /// </summary>
    public abstract Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel);

    /// <summary>The live columns, for <c>doctor</c>, <c>lock</c> and error messages.</summary>
    public abstract Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel);
}
