using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>The rows of a source that go to a table as they come: opened and compared, read by the sink.</summary>
internal sealed class PassedRows(
    PostgresSource source, PostgresSession session, ImmutableArray<SourceField> fields, string select) : SourceRead
{
    private long? _rows;
    private ImmutableArray<StepCount> _left = [];

    public override long? Rows => _rows;

    public override ImmutableArray<StepCount> LeftOut => _left;

    public string Name => source.Name;

    public PostgresSource Source => source;

    /// <summary>The connection with the run's snapshot.</summary>
    public PostgresSession Session => session;

    public string Select => select;

    public string CopySql => PostgresSource.CopyOf(select);

    public TupleCheck Check() => new(fields);

    /// <summary>Keeps what the reader counted.</summary>
    /// <param name="rows">Rows that were passed.</param>
    /// <param name="left">Rows that filters took.</param>
    public void Finish(long rows, ImmutableArray<StepCount> left) => (_rows, _left) = (rows, left);
}
