using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Rows of a query without flags, as the rejects sink gets them.</summary>
internal sealed class RelationInput(DuckDbSession session, string sql, ImmutableArray<Column> columns) : SinkInput
{
    public override DuckDbSession Session => session;

    public override ImmutableArray<Column> Columns => columns;

    public override Task<DuckDbChunkStream> OpenStreamAsync(CancellationToken cancel) => session.StreamAsync(sql, cancel);

    public override Task<string> RelationAsync(bool repeatable, CancellationToken cancel) => Task.FromResult(sql);
}
