using System.Diagnostics;
using Npgsql;
using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>
/// A PostgreSQL server of the test's own, to be killed, stopped and configured: the script that ENGINES names starts it (<c>up</c>,
/// <c>kill</c>, <c>restart</c>, each with <c>--dir DIR postgres</c>).
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Reason = "needs a PostgreSQL of its own: ENGINES is not set (the script that `.ci/run` starts servers with)";

    private static readonly string? Script = Environment.GetEnvironmentVariable("ENGINES");

    private readonly string _folder = Directory.CreateTempSubdirectory("flow-postgres").FullName;
    private NpgsqlConnectionStringBuilder _here = [];

    private PrivatePostgres()
    {
    }

    /// <summary>As a program's connection takes it.</summary>
    public string Url => $"postgres://{_here.Username}@{_here.Host}:{_here.Port}/{_here.Database}?sslmode=disable";

    public static async Task<PrivatePostgres> StartAsync()
    {
        Assert.False(Script is null && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.If(Script is null, Reason);
        PrivatePostgres server = new();
        string said = await server.DoAsync("up");
        string line = said.Split('\n').Single(line => line.StartsWith("FLOW_POSTGRES=", StringComparison.Ordinal));
        server._here = new NpgsqlConnectionStringBuilder(line["FLOW_POSTGRES=".Length..]) { Pooling = false };
        return server;
    }

    /// <summary>SIGKILL: as a machine that loses its power.</summary>
    public Task KillAsync() => DoAsync("kill");

    /// <summary>At the same address, with its data and with settings that were changed.</summary>
    public async Task RestartAsync()
    {
        await DoAsync("restart");
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

    public async ValueTask DisposeAsync()
    {
        await DoAsync("kill");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> DoAsync(string verb)
    {
        ProcessStartInfo start = new(Script ?? "", [verb, "--dir", _folder, "postgres"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{Script} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{verb}: {await errors}");
    }
}
