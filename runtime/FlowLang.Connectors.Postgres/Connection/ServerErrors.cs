using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>What the server itself said, by its SQLSTATE.</summary>
internal static class ServerErrors
{
    public static FlowError Of(PostgresException e, PostgresTarget target, string work) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Authentication(target, e.MessageText),
        PostgresErrorCodes.InvalidCatalogName => new(
            "RT6003", $"{target}: the database does not exist", e.MessageText, "create it, or correct `database` of the connection")
        {
            Kind = ErrorKind.Usage,
        },
        PostgresErrorCodes.InsufficientPrivilege => new(
            "RT6004", $"{target}: permission denied: {work}", e.MessageText, "grant the user what is missing: `doctor` lists it"),
        PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnly(target, work, e.MessageText),
        PostgresErrorCodes.DiskFull => new(
            "RT6006", $"the disk of {target} is full: {work}", e.MessageText, "nothing was committed; free space there, then run again"),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded => new(
            "RT6007", $"{target} has no connection left", e.MessageText, "close other clients or raise max_connections")
        {
            Transient = true,
        },
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => new(
            "RT6020", $"{target}: another transaction stood in the way: {work}", e.MessageText, "nothing was committed; run again")
        {
            Transient = true,
        },
        ['0', '8', ..] or ['5', '7', 'P', ..] => new(
            "RT6008", $"the connection to {target} was lost: {work}", e.MessageText,
            "the server was stopped or restarted; nothing was committed: run again")
        {
            Transient = true,
        },
        ['5', '3', ..] => new(
            "RT6006", $"{target} ran out of resources: {work}", e.MessageText, "nothing was committed"),
        PostgresErrorCodes.UniqueViolation => new(
            "RT6016", $"{target}: {Table(e)}already has a row with the same key: {work}", e.Detail ?? e.MessageText,
            "nothing was committed; `mode: upsert` updates such rows, `dedupe` takes out repeated ones"),
        ['2', '2', ..] or ['2', '3', ..] => new(
            "RT6016", $"{target}: the server refused a row: {work}", Row(e),
            "nothing was committed; correct the data or the table's constraint"),
        _ => new("RT6019", $"{target}: {work} failed", $"{e.SqlState}: {e.MessageText}", "nothing was committed"),
    };

    public static FlowError Authentication(PostgresTarget target, string why) => new(
        "RT6002", $"{target} refused the user", why, "check `user` and `password` of the connection (the password is never shown)")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError ReadOnly(PostgresTarget target, string work, string why) => new(
        "RT6005", $"{target} is read-only: {work}", why, "connect to the primary, or switch default_transaction_read_only off");

    private static string Table(PostgresException e) => e.TableName is { } table ? $"{e.SchemaName}.{table} " : "";

    private static string Row(PostgresException e) =>
        string.Join("; ", new[] { e.MessageText, e.Detail, e.Where }.Where(t => !string.IsNullOrEmpty(t)));
}
