using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

/// <summary>A ledger in a SQLite file, which the processes of one host may share; a transaction holds the file's write lock.</summary>
/// <param name="path">The file.</param>
/// <param name="patience">How long another process's writing is waited for; whole seconds.</param>
public sealed class SqliteLedger(string path, TimeSpan patience) : LedgerDatabase
{
    public override string Place => path;

    public override DbConnection Connect() => Open(SqliteOpenMode.ReadWriteCreate, connection =>
    {
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Execute(connection, "PRAGMA busy_timeout = 1000;");
        LedgerSchema.Migrate(connection, path);
    });

    public override DbConnection ConnectToRead() =>
        Open(SqliteOpenMode.ReadOnly, connection => Execute(connection, "PRAGMA busy_timeout = 1000"));

    // One that only reads at first could not write later, where another process wrote in between.
    public override void Begin(DbConnection connection) => Execute(connection, "BEGIN IMMEDIATE");

    public override long BeginAlone(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Begin(connection);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    // Commits of its own don't change the number of a connection.
    public override long CommitAlone(DbConnection connection, long version)
    {
        Execute(connection, "COMMIT");
        return version;
    }

    public override DbParameter Parameter(int number) =>
        new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${number}"), null);

    public override FlowException? Translate(Exception e) => e is SqliteException of ? LedgerErrors.Translate(of, path) : null;

    private SqliteConnection Open(SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            DefaultTimeout = (int)patience.TotalSeconds,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            throw Translate(e) ?? e;
        }
    }
}
