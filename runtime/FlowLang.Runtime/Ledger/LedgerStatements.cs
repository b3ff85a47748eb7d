using System.Data.Common;

namespace FlowLang.Runtime;

/// <summary>The statements that a connection was asked for, each prepared once.</summary>
public sealed class LedgerStatements(LedgerDatabase database, DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, LedgerStatement> _statements = [];

    public LedgerDatabase Database => database;

    public DbConnection Connection => connection;

    public LedgerStatement Get(string sql, int parameters)
    {
        if (!_statements.TryGetValue(sql, out LedgerStatement? statement))
        {
            statement = new(database, connection, sql, parameters);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    public void Dispose()
    {
        foreach (LedgerStatement statement in _statements.Values)
        {
            statement.Dispose();
        }
    }
}
