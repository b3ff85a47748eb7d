using Npgsql;

namespace FlowLang.EndToEnd.Tests.Servers;

/// <summary>A database of one test on the server that FLOW_POSTGRES names, dropped with it.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _server;

    private PostgresDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        NpgsqlConnectionStringBuilder here = new(server) { Database = name, Pooling = false };
        ConnectionString = here.ConnectionString;
        Host = here.Host ?? "localhost";
        Port = here.Port;
        User = here.Username ?? "postgres";
        Url = UrlFor(User, here.Password);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public string Host { get; }

    public int Port { get; }

    public string User { get; }

    /// <summary>As a program's connection takes it.</summary>
    public string Url { get; }

    public static async Task<PostgresDatabase> CreateAsync()
    {
        string server = RequiredServer.ConnectionString();
        PostgresDatabase database = new(server, $"flow_e2e_{Guid.NewGuid():n}");
        await ExecuteAsync(server, $"create database {database.Name}");
        return database;
    }

    public string UrlFor(string user, string? password)
    {
        string secret = string.IsNullOrEmpty(password) ? "" : ":" + Uri.EscapeDataString(password);
        return $"postgres://{Uri.EscapeDataString(user)}{secret}@{Host}:{Port}/{Name}?sslmode=disable";
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async Task<long> CountAsync(string relation) => (long)(await ScalarAsync($"select count(*) from {relation}") ?? 0L);

    public async Task<bool> HasTableAsync(string name) => await ScalarAsync($"select to_regclass('{name}') is not null") is true;

    /// <summary>One number for all rows, whatever their order.</summary>
    public async Task<string> FingerprintAsync(string query) =>
        (string)(
            await ScalarAsync($"select count(*) || ':' || coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) from ({query}) r") ?? "");

    public async ValueTask DisposeAsync() => await ExecuteAsync(_server, $"drop database if exists {Name} with (force)");

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection =
            new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
