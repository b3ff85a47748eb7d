using FlowLang.Connectors.Postgres;
using Npgsql;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>A server that dies, and one that asks for a password.</summary>
public sealed class ServerFaultTests
{
    [SkippableFact]
    public async Task A_server_killed_in_the_middle_of_a_load_is_a_transient_error_and_the_next_run_completes()
    {
        PrivateServer.Require();
        await using PrivateServer server = await PrivateServer.StartAsync();
        var pg = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", server.ConnectionString()) });
        foreach (WriteMode mode in new[] { WriteMode.Append, WriteMode.Upsert })
        {
            await LoadAsync(pg, mode, 3, "before");
            Task<WriteReport> load = LoadAsync(pg, mode, 30_000_000, "killed");
            await CopyingAsync(server, load);
            await server.KillAsync();
            FlowException e = await Assert.ThrowsAsync<FlowException>(() => load);
            Assert.True(e.Error.Transient, e.Error.ToString());
            Assert.Equal("RT6008", e.Error.Code);
            await server.RestartAsync();
            Assert.Equal(3, await CountAsync(server, mode));
            await LoadAsync(pg, mode, 4_000, "after", TestRun.Day(2));
            Assert.Equal(mode == WriteMode.Append ? 4_003 : 4_000, await CountAsync(server, mode));
        }
    }

    [SkippableFact]
    public async Task A_load_into_a_server_that_hangs_can_be_cancelled()
    {
        PrivateServer.Require();
        await using PrivateServer server = await PrivateServer.StartAsync();
        var pg = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", server.ConnectionString()) });
        await LoadAsync(pg, WriteMode.Append, 3, "before");
        using var stop = new CancellationTokenSource();
        await using (TestRun run = await TestRun.OpenAsync("hangs"))
        {
            Task load = run.WriteAsync(
                pg.Table(
                    "public.tAppend", new TableOptions()), PostgresChild.Columns(WriteMode.Append), PostgresChild.Sql(30_000_000),
                    cancel: stop.Token);
            await CopyingAsync(server, load);
            await server.SignalAsync("STOP");
            await Task.Delay(700);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.WaitAsync(TimeSpan.FromSeconds(40)));
        }

        await server.SignalAsync("CONT");
        await Task.Delay(1000);
        Assert.Equal(3, await CountAsync(server, WriteMode.Append));
    }

    [SkippableFact]
    public async Task A_wrong_password_is_told_and_never_shown()
    {
        PrivateServer.Require();
        await using PrivateServer server = await PrivateServer.StartAsync();
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString());
        Secret[] urls =
        [
            new("url", server.ConnectionString("hunter2")),
            new("url", $"postgres://postgres:hunter2@127.0.0.1:{settings.Port}/postgres?sslmode=disable"),
        ];
        foreach (Secret url in urls)
        {
            var pg = new PostgresConnection("pg", new PostgresOptions { Url = url });
            FlowException e = await Assert.ThrowsAsync<FlowException>(() => pg.ProbeAsync(CancellationToken.None));
            Assert.Equal(("RT6002", ErrorKind.Usage), (e.Error.Code, e.Error.Kind));
            Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
        }

        var none = new PostgresConnection("pg", new PostgresOptions { Host = "127.0.0.1", Port = settings.Port, User = "postgres" });
        Assert.Equal("RT6002", (await Assert.ThrowsAsync<FlowException>(() => none.ProbeAsync(CancellationToken.None))).Error.Code);
        var right = new PostgresConnection(
            "pg", new PostgresOptions { Url = new("u", urls[1].Reveal().Replace("hunter2", "right", StringComparison.Ordinal)) });
        Assert.NotEmpty(await right.ProbeAsync(CancellationToken.None));
    }

    private static Task<WriteReport> LoadAsync(
        PostgresConnection pg, WriteMode mode, int rows, string program, RunInterval? interval = null) =>
        TestRun.LoadAsync(
        pg, $"public.t{mode}", PostgresChild.Options(mode), PostgresChild.Columns(mode), PostgresChild.Sql(rows), program, interval);

    // Until the server has some of the rows.
    private static async Task CopyingAsync(PrivateServer server, Task load)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_progress_copy WHERE bytes_processed > 0", connection);
        while (await command.ExecuteScalarAsync() is not > 0L)
        {
            Assert.False(load.IsCompleted, "it ended before it was under way");
            await Task.Delay(10);
        }
    }

    private static async Task<long> CountAsync(PrivateServer server, WriteMode mode)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM public.\"t{mode}\"", connection);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
