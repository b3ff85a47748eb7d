using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

/// <summary>RT7001: why the ledger's file can't be used, from SQLite's primary result codes (https://sqlite.org/rescode.html).</summary>
internal static class LedgerErrors
{
    private const int NoPermission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static FlowException Translate(SqliteException e, string path)
    {
        (string why, string help) = e.SqliteErrorCode switch
        {
            Busy or Locked => ("another process holds it for longer than is waited", "find that process, and run again"),
            Corrupt or NotADatabase =>
                ("the file is damaged, or is no ledger", "move it away: a new one begins then; or name another with `--ledger`"),
            Full => ("the disk is full", "make room, or name a file elsewhere with `--ledger`"),
            NoPermission or ReadOnly or CannotOpen =>
                ("it can't be opened for writing", "see that its folder is there and may be written, or name another file with `--ledger`"),
            int code => (
                string.Create(CultureInfo.InvariantCulture, $"SQLite says {code}"), "check the disk, or name another file with `--ledger`"),
        };
        return new FlowException(RunErrors.Ledger(path, why, help), e);
    }

    /// <summary>The place, not the ledger, is what is wrong.</summary>
    public static bool IsUnwritable(FlowException e) =>
        e.InnerException is SqliteException { SqliteErrorCode: NoPermission or ReadOnly or CannotOpen };
}
