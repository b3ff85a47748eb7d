using System.Net.Sockets;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>RT7001: why the ledger in a database can't be used; what may pass by itself is transient.</summary>
internal static class PostgresLedgerErrors
{
    /// <summary>Null where it is not the database that failed.</summary>
    public static FlowException? Translate(Exception e, string place) => e switch
    {
        PostgresException server => Of(server, place, e),
        NpgsqlException { InnerException: PostgresException server } => Of(server, place, e),
        NpgsqlException or IOException or SocketException or TimeoutException => Away(place, Root(e).Message, e),
        _ => null,
    };

    private static FlowException Of(PostgresException server, string place, Exception e) => server.SqlState switch
    {
        ['2', '8', ..] or ['3', 'D', ..] => Broken(place, server.MessageText, "check the connection that `ledger:` names", e),
        PostgresErrorCodes.InsufficientPrivilege or ['3', 'F', ..] or PostgresErrorCodes.UndefinedTable => Broken(
            place, server.MessageText, "an administrator has to run what `describe --grants` prints", e),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            Away(place, "the server takes no writes: it is a standby, or was made read-only", e),
        PostgresErrorCodes.LockNotAvailable => Away(place, "another process holds it for longer than is waited", e),
        ['0', '8', ..] or ['5', '7', ..] or ['2', '5', ..] or ['4', '0', ..] => Away(place, server.MessageText, e),
        ['5', '3', ..] => Away(place, $"the server ran out of resources: {server.MessageText}", e),
        _ => Broken(place, $"{server.SqlState}: {server.MessageText}", "look into the server's log", e),
    };

    private static FlowException Broken(string place, string why, string help, Exception e) =>
        new(RunErrors.Ledger(place, why, help), e);

    private static FlowException Away(string place, string why, Exception e) => new(
        RunErrors.Ledger(place, why, "it is tried again when the server is back; `doctor` shows what can be reached") with
        {
            Transient = true,
        },
        e);

    private static Exception Root(Exception e) => e.InnerException is { } inner ? Root(inner) : e;
}
