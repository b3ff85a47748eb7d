using System.Data.Common;
using System.Globalization;
using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;
using NpgsqlTypes;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// <c>ledger: pg</c>: the ledger of a program in a schema of its own, which the processes of several hosts share. An advisory lock lets one
/// of them at a time queue, start and end runs; <c>gate</c> counts the transactions in which something changed.
/// </summary>
public sealed class PostgresLedger : LedgerDatabase
{
    // A process that is stopped in a transaction, or whose network is gone, must not hold up the others.
    private const string Settings =
        "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '4s'; SET default_transaction_isolation = 'read committed'";

    private const string Committing =
        "UPDATE gate SET version = version + 1 WHERE pg_current_xact_id_if_assigned() IS NOT NULL RETURNING version; COMMIT";

    private const int CommandSeconds = 10;
    private const int ConnectSeconds = 5;
    private const int LongestName = 63;
    private readonly PostgresConnection _connection;
    private readonly string _schema;
    private readonly string _begin;
    private readonly long _key;

    /// <param name="connection">The database.</param>
    /// <param name="program">The program's name: each has a schema of its own.</param>
    public PostgresLedger(PostgresConnection connection, string program)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        string name = $"flow_ledger_{program}";
        string end = string.Create(CultureInfo.InvariantCulture, $"_{LockKey.Of("ledger", program):x16}");
        _schema = Encoding.UTF8.GetByteCount(name) <= LongestName ? name : name[..(LongestName / 4)] + end;
        _key = LockKey.Of("ledger", _schema);
        _begin = string.Create(
            CultureInfo.InvariantCulture, $"BEGIN; SELECT pg_advisory_xact_lock({_key}); SELECT version FROM gate");
    }

    public override string Place => $"in schema {_schema} of {_connection.Target}";

    public override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    /// <summary>The program's user owns the schema, so that a later version of the program can migrate it.</summary>
    public override string Grants => $"""
        -- ledger: as an administrator of database {_connection.Target.Database ?? _connection.Target.User}
        CREATE SCHEMA IF NOT EXISTS {Sql.Name(_schema)} AUTHORIZATION {Sql.Name(_connection.Target.User ?? "")};
        """;

    internal object Identity => _connection.Identity;

    public override DbConnection Connect() => Open("ledger", connection => PostgresLedgerSchema.Migrate(connection, _schema, _key, Place));

    public override DbConnection ConnectToRead() => Open("ledger history", _ => { });

    public override long BeginAlone(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Last(connection, _begin) ?? 0;
    }

    // What changed nothing is no news to the others.
    public override long CommitAlone(DbConnection connection, long version)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Last(connection, Committing) ?? version;
    }

    // The server finds the types: a null of a statement that is prepared has none.
    public override DbParameter Parameter(int number) => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown };

    public override object Value(object? value) =>
        value is null ? DBNull.Value : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    public override FlowException? Translate(Exception e) => PostgresLedgerErrors.Translate(e, Place);

    public override bool MayBeAlive(ProcessIdentity process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return process.MayBeAliveElsewhere;
    }

    /// <summary>
    /// Within a run's transaction, right before its commit: the run is still its process's, and nobody takes it over until the commit. A
    /// process that is stopped in between loses its transaction. Throws RT7016.
    /// </summary>
    internal async Task HoldAsync(PostgresSession session, RunFence fence, CancellationToken cancel)
    {
        try
        {
            await session.ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = '4s'", cancel);
            if (await session.ScalarAsync(
                $"SELECT 1 FROM {Sql.Name(_schema)}.jobs WHERE id = $1 AND token = $2 AND phase = 'Running' FOR KEY SHARE",
                cancel, fence.Job, fence.Token) is not null)
            {
                return;
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SerializationFailure)
        {
            // A transaction that computes sees the ledger of its begin; since then the token changed.
        }

        throw new FlowException(RunErrors.TakenOver(fence.Job));
    }

    private static long? Last(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        long? last = null;
        do
        {
            while (reader.Read())
            {
                last = reader.GetValue(0) as long?;
            }
        }
        while (reader.NextResult());

        return last;
    }

    private NpgsqlConnection Open(string application, Action<NpgsqlConnection> prepare)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connection.SettingsFor($"flow {application}", []))
        {
            CommandTimeout = CommandSeconds,
            Timeout = ConnectSeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            using (NpgsqlCommand command = connection.CreateCommand())
            {
                command.CommandText = $"SET search_path = {Sql.Name(_schema)}; {Settings}";
                command.ExecuteNonQuery();
            }

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
