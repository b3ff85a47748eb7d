using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>The rows of a write: streamed with the flagged ones split off in passing, or staged where the sink needs a relation.</summary>
internal sealed class WriteInput(DuckDbSession session, WriteRequest write) : SinkInput, IDisposable
{
    private FlagSplit? _streamed;
    private RejectTable? _rejects;
    private StagedSplit? _staged;
    private bool _taken;

    public override DuckDbSession Session => session;

    public override ImmutableArray<Column> Columns => write.Columns;

    /// <summary>The rejected rows, when the sink has taken all rows; null when the query can't reject or rejects are discarded.</summary>
    public string? RejectsSql
    {
        get
        {
            _rejects?.Complete();
            return _rejects is null ? _staged?.RejectsSql : $"SELECT * FROM {Sql.Name(_rejects.Name)}";
        }
    }

    public override Task<DuckDbChunkStream> OpenStreamAsync(CancellationToken cancel) => Task.Run(
        () =>
        {
            TakeOnce();
            if (write.Rejects is not null && write.Sites.Any(s => s.Action == FailureAction.Reject))
            {
                _rejects = new RejectTable(session, session.FreshName("rejects"));
            }

            _streamed = new FlagSplit(session.Run, write.Relation, write.Columns.Length, write.Sites, _rejects);
            return new DuckDbChunkStream(
                ResultProducer.Open(session, write.Sql, write.Relation, write.Sites.IsEmpty ? null : write.Columns.Length, _streamed));
        },
        cancel);

    public override async Task<string> RelationAsync(bool repeatable, CancellationToken cancel)
    {
        TakeOnce();
        if (write.Sites.IsEmpty && !repeatable)
        {
            return write.Sql;
        }

        _staged = await StagedSplit.CreateAsync(session, write.Relation, write.Sql, write.Columns, write.Sites, cancel);
        return _staged.KeptSql;
    }

    /// <summary>The account of the write, when the sink has taken all rows.</summary>
    public RowAccount Account(PreparedWrite written) => this switch
    {
        { _staged: { } staged } => staged.Account with { Acknowledged = written.Rows },
        { _streamed: { } streamed } =>
            new(streamed.Read, streamed.Kept, [.. streamed.Counts.Select(c => c.Step)]) { Acknowledged = written.Rows },
        _ => new(written.Rows, written.Rows, []),
    };

    public void Dispose() => _streamed?.Dispose();

    private void TakeOnce()
    {
        if (_taken)
        {
            throw new InvalidOperationException($"the rows of `{write.Relation}` were already taken");
        }

        _taken = true;
    }
}
