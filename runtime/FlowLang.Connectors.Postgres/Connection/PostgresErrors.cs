using System.Net.Sockets;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>RT6xxx: what the server or the way to it can do to a run, translated once from Npgsql's exceptions.</summary>
internal static class PostgresErrors
{
    /// <summary>The exception to throw for <paramref name="e"/>; <paramref name="work"/> is what failed: <c>load of
    /// pg.table("t")</c>.</summary>
    public static Exception Translate(Exception e, PostgresTarget target, string work) => e switch
    {
        FlowException or OperationCanceledException => e,
        PostgresException server => new FlowException(ServerErrors.Of(server, target, work), e),
        NpgsqlException { InnerException: PostgresException server } => new FlowException(ServerErrors.Of(server, target, work), e),
        NpgsqlException or IOException or SocketException or TimeoutException => new FlowException(Lost(target, work, e), e),
        InvalidOperationException or ObjectDisposedException => new FlowException(Lost(target, work, e), e),
        _ => new FlowException(Other(target, work, e.Message), e),
    };

    /// <summary>As <see cref="Translate"/>, while connecting.</summary>
    public static Exception Connecting(Exception e, PostgresTarget target) => e switch
    {
        FlowException or OperationCanceledException => e,
        PostgresException server => new FlowException(ServerErrors.Of(server, target, "connecting"), e),
        NpgsqlException { InnerException: PostgresException server } => new FlowException(ServerErrors.Of(server, target, "connecting"), e),
        NpgsqlException npgsql when npgsql.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            new FlowException(ServerErrors.Authentication(target, "the server asks for a password and the connection has none"), e),
        NpgsqlException npgsql when npgsql.Message.Contains("SSL", StringComparison.Ordinal) =>
            new FlowException(NoSsl(target, npgsql.InnerException?.Message ?? npgsql.Message), e),
        _ => new FlowException(Unreachable(target, e), e),
    };

    public static FlowError TooOld(PostgresTarget target, string version) => new(
        "RT6009", $"{target} is PostgreSQL {version}", "15 is the oldest that is supported", "upgrade the server, or name another one")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError Other(PostgresTarget target, string work, string why) => new(
        "RT6019", $"{target}: {work} failed", why, "nothing was committed");

    private static FlowError Lost(PostgresTarget target, string work, Exception e) => new(
        "RT6008",
        $"the connection to {target} was lost: {work}",
        Root(e).Message,
        "the server was restarted or the network failed; nothing was committed: run again")
    {
        Transient = true,
    };

    private static FlowError Unreachable(PostgresTarget target, Exception e) => new(
        "RT6001",
        $"{target} cannot be reached",
        Root(e).Message,
        "is the server running, are host and port right, does a firewall stand between?")
    {
        Transient = true,
    };

    private static FlowError NoSsl(PostgresTarget target, string why) => new(
        "RT6001", $"{target} cannot be reached under the asked ssl_mode", why, "set ssl_mode to what the server offers")
    {
        Kind = ErrorKind.Usage,
    };

    private static Exception Root(Exception e) => e.InnerException is { } inner and not AggregateException ? Root(inner) : e;
}
