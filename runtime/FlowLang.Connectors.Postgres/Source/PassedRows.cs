using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>The rows of a source that go to a table as they come: opened and compared, read by the sink.</summary>
internal sealed class PassedRows(PostgresSource source, PostgresSession session, ImmutableArray<SourceField> fields, string select)
    : SourceRead
{
    private long? _rows;

    public override long? Rows => _rows;

    public string Name => source.Name;

    public PostgresSession Session => session;

    public string CopySql => PostgresSource.CopyOf(select);

    public TupleCheck Check() => new(fields);

    /// <summary>Keeps what the reader counted.</summary>
    public void Finish(long rows) => _rows = rows;
}
