using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

/// <summary>
/// The tables of the ledger's SQLite file, as steps from one version to the next: <c>user_version</c> says which a file has. A step is
/// never changed once it was released, and there is no way back.
/// </summary>
internal static class LedgerSchema
{
    private static readonly string[] s_steps = [LedgerHistory.Definition, LedgerQueue.Definition, LedgerTimes.Definition];

    /// <summary>Brings a file up to this version, in one transaction. Throws RT7015 for one of a later version.</summary>
    public static void Migrate(SqliteConnection connection, string path)
    {
        if (Version(connection) == s_steps.Length)
        {
            return;
        }

        // Another process may be at it: whoever waits for the lock finds it done.
        using SqliteTransaction transaction = connection.BeginTransaction();
        long version = Version(connection);
        if (version > s_steps.Length)
        {
            throw new FlowException(RunErrors.LaterLedger(path, version, s_steps.Length));
        }

        foreach (string step in s_steps.Skip((int)version))
        {
            LedgerDatabase.Execute(connection, step);
        }

        LedgerDatabase.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {s_steps.Length}"));
        transaction.Commit();
    }

    private static long Version(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)(command.ExecuteScalar() ?? 0L);
    }
}
