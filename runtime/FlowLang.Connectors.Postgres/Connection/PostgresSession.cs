using System.Collections.Immutable;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>One open connection: plain SQL in, rows out, and every exception translated on the way.</summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private const int OldestVersion = 15;

    /// <summary>How often a connection is tried that may come yet.</summary>
    public const int ConnectAttempts = 4;

    /// <summary>How long a server may take to say goodbye.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly PostgresConnection _connection;

    private PostgresSession(PostgresConnection connection, NpgsqlConnection link)
    {
        _connection = connection;
        Link = link;
    }

    public NpgsqlConnection Link { get; }

    public PostgresTarget Target => _connection.Target;

    public string ServerVersion => Link.ServerVersion;

    /// <summary>Connects, trying again where the failure may pass (a server starting, no connection left); sets UTC and the notice of dead
    /// clients.</summary>
    /// <param name="connection">What the program says of it.</param>
    /// <param name="settings">The same text for every session of a connection: Npgsql asks for a database's types once a text.</param>
    /// <param name="application">The session's name among the server's activity.</param>
    /// <param name="attempts">How often it is tried.</param>
    /// <param name="cancel">Ends the trying.</param>
    public static async Task<PostgresSession> OpenAsync(
        PostgresConnection connection, string settings, string application, int attempts, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            var link = new NpgsqlConnection(settings);
            try
            {
                await link.OpenAsync(cancel);
                var session = new PostgresSession(connection, link);
                await session.StartAsync(application, cancel);
                return session;
            }
            catch (Exception e)
            {
                await link.DisposeAsync();
                cancel.ThrowIfCancellationRequested();
                Exception told = PostgresErrors.Connecting(e, connection.Target);
                if (attempt == attempts || told is not FlowException { Error.Transient: true })
                {
                    throw told;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(150 << attempt), cancel);
        }
    }

    /// <summary>Runs statements; gives the rows that the last one affected.</summary>
    public async Task<long> ExecuteAsync(string sql, CancellationToken cancel, params object?[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The first column of the first row; null for no row or null.</summary>
    public async Task<object?> ScalarAsync(string sql, CancellationToken cancel, params object?[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancel) is { } value and not DBNull ? value : null;
    }

    /// <summary>All rows of a small result.</summary>
    public async Task<ImmutableArray<object?[]>> RowsAsync(string sql, CancellationToken cancel, params object?[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        var rows = ImmutableArray.CreateBuilder<object?[]>();
        while (await reader.ReadAsync(cancel))
        {
            object?[] row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i, cancel) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows.ToImmutable();
    }

    /// <summary>Gives it another name among the server's activity. Throws what a statement on a lost connection does.</summary>
    public Task RenameAsync(string application, CancellationToken cancel) => GuardAsync(
        "naming the session", () => ExecuteAsync("SELECT set_config('application_name', $1, false)", cancel, application));

    /// <summary>Runs work whose exceptions come out as errors for a person.</summary>
    public async Task<T> GuardAsync<T>(string work, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception e)
        {
            throw PostgresErrors.Translate(e, Target, work);
        }
    }

    /// <inheritdoc cref="GuardAsync{T}"/>
    public Task GuardAsync(string work, Func<Task> action) => GuardAsync(work, async () =>
    {
        await action();
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Link.DisposeAsync().AsTask().WaitAsync(Patience);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
        {
            // A server that hangs finds the connection gone when it wakes up, and rolls back.
        }
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, Link);
        foreach (object? value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    private async Task StartAsync(string application, CancellationToken cancel)
    {
        if (Link.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new FlowException(PostgresErrors.TooOld(Target, Link.ServerVersion));
        }

        // A load takes as long as it takes; `timeout:` of the pipeline is what limits it.
        await ExecuteAsync(
            """
            SELECT set_config('application_name', $1, false), set_config('statement_timeout', '0', false),
              set_config('idle_in_transaction_session_timeout', '0', false)
            """,
            cancel,
            application);
        try
        {
            // A killed client must not hold locks for as long as its last statement would have run.
            await ExecuteAsync("SET client_connection_check_interval = '2s'", cancel);
        }
        catch (PostgresException)
        {
            // Servers on some systems can't watch their clients.
        }
    }
}
