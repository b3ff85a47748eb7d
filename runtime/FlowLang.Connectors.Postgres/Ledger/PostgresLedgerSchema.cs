using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// The tables of a ledger in PostgreSQL, as steps from one version to the next, whose numbers are those of the ledger in a file. A step is
/// never changed once it was released, and there is no way back.
/// </summary>
internal static class PostgresLedgerSchema
{
    private const string Start = "CREATE TABLE version (number bigint NOT NULL); INSERT INTO version VALUES (0);";

    /// <summary>Each makes the next version from the one before it.</summary>
    public static IReadOnlyList<string> Steps { get; } =
        [PostgresLedgerHistory.Definition, PostgresLedgerQueue.Definition, PostgresLedgerTimes.Definition];

    /// <summary>Brings the schema to this version, in one transaction. Throws RT7015 for one of a later version.</summary>
    public static void Migrate(NpgsqlConnection connection, string schema, long key, string place) =>
        Migrate(connection, schema, key, place, Steps.Count);

    internal static void Migrate(NpgsqlConnection connection, string schema, long key, string place, int target)
    {
        if (Version(connection, schema) == target)
        {
            return;
        }

        // Another process may be at it: whoever waits for the lock finds it done.
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        LedgerDatabase.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({key})"));
        long? version = Version(connection, schema);
        if (version > target)
        {
            throw new FlowException(RunErrors.LaterLedger(place, version.Value, target));
        }

        if (version is null)
        {
            LedgerDatabase.Execute(connection, $"{Creation(connection, schema)}{Start}");
        }

        foreach (string step in Steps.Take(target).Skip((int)(version ?? 0)))
        {
            LedgerDatabase.Execute(connection, step);
        }

        LedgerDatabase.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE version SET number = {target}"));
        transaction.Commit();
    }

    // IF NOT EXISTS asks for the right to create even where the schema is there.
    private static string Creation(NpgsqlConnection connection, string schema) =>
        Value(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", schema) is null ? $"CREATE SCHEMA {Sql.Name(schema)}; " : "";

    // Asked of the tables of the catalogue: `to_regclass` may remember from before the lock that there was none.
    private static long? Version(NpgsqlConnection connection, string schema) =>
        Value(connection, "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'version'", schema) is null
            ? null
            : Value(connection, "SELECT number FROM version") as long?;

    private static object? Value(NpgsqlConnection connection, string sql, params ReadOnlySpan<string> values)
    {
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (string value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command.ExecuteScalar() is { } found and not DBNull ? found : null;
    }
}
