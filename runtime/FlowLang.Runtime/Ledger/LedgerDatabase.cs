using System.Data.Common;

namespace FlowLang.Runtime;

/// <summary>
/// Where the tables of a ledger are. Statements about them are written once, in the SQL that all databases share, with parameters
/// <c>$1</c>, <c>$2</c> and so on; what differs is here.
/// </summary>
public abstract class LedgerDatabase
{
    /// <summary>As messages name it: a file, or a database of a server.</summary>
    public abstract string Place { get; }

    /// <summary>What an administrator has to run so that the program's user can make the tables; null where nothing is needed.</summary>
    public virtual string? Grants => null;

    /// <summary>At the end of a SELECT: rows that somebody else holds are left out. Nothing where nobody can hold one.</summary>
    public virtual string SkipLocked => "";

    /// <summary>An open connection to tables of this version; what is of an earlier one is migrated. Throws RT7001 and RT7015.</summary>
    public abstract DbConnection Connect();

    /// <summary>An open connection that nothing is written by.</summary>
    public abstract DbConnection ConnectToRead();

    /// <summary>Begins a transaction that <c>COMMIT</c> ends.</summary>
    public virtual void Begin(DbConnection connection) => Execute(connection, "BEGIN");

    /// <summary>
    /// Begins a transaction beside which nobody else queues, starts or ends runs. The result is another number than before where others
    /// did since.
    /// </summary>
    public abstract long BeginAlone(DbConnection connection);

    /// <summary>Commits what <see cref="BeginAlone"/> began with <paramref name="version"/>; the number that it is left with.</summary>
    public abstract long CommitAlone(DbConnection connection, long version);

    /// <summary>Runs a statement without parameters.</summary>
    public static void Execute(DbConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Takes back what was begun; a database that is away, or has failed in it, has done so already.</summary>
    public static void RollBack(DbConnection connection)
    {
        try
        {
            Execute(connection, "ROLLBACK");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
        }
    }

    /// <summary>A parameter <c>$1</c>, <c>$2</c> and so on of a statement that is prepared.</summary>
    public abstract DbParameter Parameter(int number);

    /// <summary>A text, number or null as such a parameter takes it.</summary>
    public virtual object Value(object? value) => value ?? DBNull.Value;

    /// <summary>RT7001 for what the database says, transient where it may pass by itself; null for what is not the database's.</summary>
    public abstract FlowException? Translate(Exception e);

    /// <summary>Does work on the database; what it throws of the database's own is thrown as <see cref="Translate"/> says it.</summary>
    public T Translated<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return work();
        }
        catch (Exception e) when (e is not FlowException)
        {
            if (Translate(e) is { } said)
            {
                throw said;
            }

            throw;
        }
    }

    /// <summary>False only when the process certainly has ended.</summary>
    public virtual bool MayBeAlive(ProcessIdentity process) => process.MayBeAlive;
}
