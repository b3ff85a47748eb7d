using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using Npgsql;
using Xunit;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>A database of its own on the server that FLOW_POSTGRES names, dropped after the class's tests.</summary>
public sealed class PostgresDatabase : IAsyncLifetime
{
    public const string Reason = "needs a PostgreSQL server: set FLOW_POSTGRES to an Npgsql connection string";

    private static readonly string? Server = Environment.GetEnvironmentVariable("FLOW_POSTGRES");

    private readonly string _name = $"flow_test_{Guid.NewGuid():N}";

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(Server) { Database = _name, Pooling = false, Timezone = "UTC" }.ConnectionString;

    public string Name => _name;

    /// <summary>Skips by name where there is no server; fails where the environment says that there must be one.</summary>
    public static void Require()
    {
        if (string.IsNullOrEmpty(Server))
        {
            Assert.False(Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
            Skip.If(true, Reason);
        }
    }

    public PostgresConnection Connect() => new("pg", new PostgresOptions { Url = new Secret("url", ConnectionString) });

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Each row as its columns' texts, joined by |; nulls are empty.</summary>
    public async Task<string[]> RowsAsync(string columns, string from)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT concat_ws('|', {columns}) {from}", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows];
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("no value"));
    }

    public Task InitializeAsync() => AdministrateAsync($"CREATE DATABASE {_name}");

    public Task DisposeAsync() => AdministrateAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task AdministrateAsync(string sql)
    {
        if (string.IsNullOrEmpty(Server))
        {
            return;
        }

        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
