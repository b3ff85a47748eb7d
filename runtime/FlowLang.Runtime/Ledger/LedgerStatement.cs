using System.Data.Common;

namespace FlowLang.Runtime;

/// <summary>A prepared statement whose parameters are $1, $2 and so on. For one thread.</summary>
public sealed class LedgerStatement : IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly DbCommand _command;

    public LedgerStatement(LedgerDatabase database, DbConnection connection, string sql, int parameters)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(connection);
        _database = database;
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (int i = 1; i <= parameters; i++)
        {
            _command.Parameters.Add(database.Parameter(i));
        }

        _command.Prepare();
    }

    /// <summary>The number of rows that it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; the default where there is none, or another type.</summary>
    public T? Value<T>(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteScalar() is T found ? found : default;
    }

    public IReadOnlyList<T> Rows<T>(Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        ArgumentNullException.ThrowIfNull(read);
        Bind(values);
        using DbDataReader reader = _command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = _database.Value(values[i]);
        }
    }
}
