using DuckDB.NET.Data;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// Rejected rows of one write on their way to its rejects sink: a table of the engine, filled on a connection of its own while the write's
/// result streams on the session's.
/// </summary>
internal sealed class RejectTable : IDisposable
{
    private readonly BatchRun _run;
    private readonly DuckDBConnection _connection;
    private DuckDBAppender? _appender;

    public RejectTable(DuckDbSession session, string name)
    {
        _run = session.Run;
        Name = name;
        _connection = session.Connection.Duplicate();
        _connection.Open();
        using DuckDBCommand create = _connection.CreateCommand();
        create.CommandText = $"CREATE TABLE {Sql.Name(name)} ({string.Join(", ", RejectColumns.All.Select(Definition))})";
        create.ExecuteNonQuery();
        _appender = _connection.CreateAppender(name);
    }

    public string Name { get; }

    public long Rows { get; private set; }

    public void Add(FailureSite site, string? input, string? file, long? number)
    {
        if (_appender is null)
        {
            throw new InvalidOperationException("the rejects are complete");
        }

        _appender.CreateRow()
            .AppendValue(_run.Id).AppendValue(_run.Pipeline.Name).AppendValue(site.Step).AppendValue(site.ReasonFor(input))
            .AppendValue(file).AppendValue(number).AppendValue(input).AppendValue(_run.StartedAt.UtcDateTime)
            .EndRow();
        Rows++;
    }

    /// <summary>No more rows: makes them visible to the session.</summary>
    public void Complete()
    {
        _appender?.Dispose();
        _appender = null;
    }

    public void Dispose()
    {
        Complete();
        _connection.Dispose();
    }

    private static string Definition(Column column) => $"{Sql.Name(column.Name)} {DuckDbTypes.Name(column.Type)}";
}
