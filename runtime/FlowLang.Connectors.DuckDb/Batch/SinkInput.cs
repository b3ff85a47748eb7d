using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>The rows of one write, for its sink: only kept ones. Flagged rows are split off behind it, in the same evaluation.</summary>
public abstract class SinkInput
{
    public abstract DuckDbSession Session { get; }

    public BatchRun Run => Session.Run;

    /// <summary>The declared columns, which the stream's columns and the relation's have in this order.</summary>
    public abstract ImmutableArray<Column> Columns { get; }

    /// <summary>Runs the query and streams it. Sinks honour <see cref="DuckDbChunk.Kept"/>.</summary>
    public abstract Task<DuckDbChunkStream> OpenStreamAsync(CancellationToken cancel);

    /// <summary>
    /// A SELECT over the kept rows for use inside SQL of the session (<c>COPY (…) TO</c>). It may be evaluated once only, unless
    /// <paramref name="repeatable"/>, which stages the rows first.
    /// </summary>
    public abstract Task<string> RelationAsync(bool repeatable, CancellationToken cancel);
}
