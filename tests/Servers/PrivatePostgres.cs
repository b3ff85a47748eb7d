using Npgsql;

namespace FlowLang.Tests.Servers;

/// <summary>A PostgreSQL server of the test's own, to be killed, configured and asked.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly PrivateServer _server;
    private readonly NpgsqlConnectionStringBuilder _here;

    private PrivatePostgres(PrivateServer server)
    {
        _server = server;
        _here = new NpgsqlConnectionStringBuilder(server.Address) { Pooling = false };
    }

    /// <summary>As a program's connection takes it.</summary>
    public string Url => $"postgres://{_here.Username}@{_here.Host}:{_here.Port}/{_here.Database}?sslmode=disable";

    public static async Task<PrivatePostgres> StartAsync() => new(await PrivateServer.StartAsync("postgres"));

    /// <summary>SIGKILL: as a machine that loses its power.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <summary>At the same address, with its data and with settings that were changed.</summary>
    public async Task RestartAsync()
    {
        await _server.RestartAsync();
        for (int attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(100); // Recovering.
            }
        }
    }

    public async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    /// <summary>The first column of the first row of the last statement.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_here.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
