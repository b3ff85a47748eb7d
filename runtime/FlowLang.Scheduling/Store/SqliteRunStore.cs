using FlowLang.Runtime;
using Microsoft.Data.Sqlite;

namespace FlowLang.Scheduling.Store;

/// <summary>
/// Jobs in the ledger's SQLite file. A transaction takes the file's write lock at its begin: among schedulers that share the file, one at a
/// time looks and decides.
/// </summary>
internal sealed class SqliteRunStore(RunLedger ledger) : IRunStore, IDisposable
{
    private SqliteRunTransaction? _statements;

    public T Transact<T>(Func<IRunTransaction, T> work)
        where T : notnull => ledger.Exclusively(connection =>
    {
        SqliteRunTransaction statements = _statements ??= new(connection);
        Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            T result = work(statements);
            Execute(connection, "COMMIT");
            return result;
        }
        catch
        {
            RollBack(connection);
            throw;
        }
    });

    public void Dispose() => _statements?.Dispose();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // A disk that is full has rolled back already.
    private static void RollBack(SqliteConnection connection)
    {
        try
        {
            Execute(connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }
}
