using Npgsql;
using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>
/// A database on the server that FLOW_POSTGRES names, dropped in the end: of a class's tests as a fixture, or of one test by
/// <see cref="CreateAsync"/>.
/// </summary>
public sealed class PostgresDatabase : IAsyncLifetime, IAsyncDisposable
{
    private const string Reason =
        "needs PostgreSQL: FLOW_POSTGRES is not set (an Npgsql connection string; `docker compose up -d postgres` starts one)";

    private static readonly string? Server = Environment.GetEnvironmentVariable("FLOW_POSTGRES");

    private readonly NpgsqlConnectionStringBuilder _here =
        new(Server) { Database = $"flow_test_{Guid.NewGuid():N}", Pooling = false, Timezone = "UTC" };

    public string Name => _here.Database ?? "";

    public string ConnectionString => _here.ConnectionString;

    public string Host => _here.Host ?? "localhost";

    public int Port => _here.Port;

    public string User => _here.Username ?? "postgres";

    /// <summary>As a program's connection takes it.</summary>
    public string Url => UrlFor(User, _here.Password);

    /// <summary>Skips by name where there is no server; fails where the environment says that there must be one.</summary>
    public static void Require()
    {
        if (Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1")
        {
            Assert.False(string.IsNullOrEmpty(Server), Reason);
        }

        Skip.If(string.IsNullOrEmpty(Server), Reason);
    }

    public static async Task<PostgresDatabase> CreateAsync()
    {
        Require();
        PostgresDatabase database = new();
        await database.InitializeAsync();
        return database;
    }

    public string UrlFor(string user, string? password)
    {
        string secret = string.IsNullOrEmpty(password) ? "" : ":" + Uri.EscapeDataString(password);
        return $"postgres://{Uri.EscapeDataString(user)}{secret}@{Host}:{Port}/{Name}?sslmode=disable";
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql) =>
        (T)(await ScalarAsync(sql) ?? throw new InvalidOperationException($"no value: {sql}"));

    /// <summary>Each row as its columns' texts, joined by |; nulls are empty.</summary>
    public async Task<string[]> RowsAsync(string columns, string from)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using NpgsqlCommand command = new($"SELECT concat_ws('|', {columns}) {from}", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows];
    }

    public Task<long> CountAsync(string relation) => ScalarAsync<long>($"SELECT count(*) FROM {relation}");

    public Task<bool> HasTableAsync(string name) => ScalarAsync<bool>($"SELECT to_regclass('{name}') IS NOT NULL");

    /// <summary>One number for all rows, whatever their order.</summary>
    public Task<string> FingerprintAsync(string query) => ScalarAsync<string>(
        $"SELECT count(*) || ':' || coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) FROM ({query}) r");

    public Task InitializeAsync() => AdministrateAsync($"CREATE DATABASE {Name}");

    public async ValueTask DisposeAsync() => await AdministrateAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private static Task AdministrateAsync(string sql) =>
        Server is { Length: > 0 } server ? ExecuteAsync(server, sql) : Task.CompletedTask;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection =
            new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        // A slot is there when all transactions of the server that run now have ended: other tests' among them.
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}
