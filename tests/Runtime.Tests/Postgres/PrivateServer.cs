using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FlowLang.Runtime.Tests.Postgres;

/// <summary>A PostgreSQL server of the test's own, from the binaries on the machine: to be killed, restarted, and to ask for
/// passwords.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private const string Reason = "needs PostgreSQL's server binaries (initdb, postgres) on the machine";

    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max()
        : null;

    private readonly string _folder = Directory.CreateTempSubdirectory("flow-pg").FullName;
    private readonly int _port = FreePort();
    private Process? _server;

    /// <summary>Skips by name where there are no binaries; fails where the environment says that engines must be there.</summary>
    public static void Require()
    {
        Assert.False(!Available && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.IfNot(Available, Reason);
    }

    private static bool Available => Binaries is not null && (!Environment.IsPrivilegedProcess || File.Exists("/usr/bin/setpriv"));

    public string ConnectionString(string? password = "right") =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Pooling=false{(password is null ? "" : $";Password={password}")}";

    public static async Task<PrivateServer> StartAsync()
    {
        var server = new PrivateServer();
        string password = Path.Combine(server._folder, "password");
        await File.WriteAllTextAsync(password, "right");
        if (Environment.IsPrivilegedProcess)
        {
            await server.RunAsync("/bin/chown", "-R", "postgres", server._folder);
        }

        await server.RunAsync(
            "initdb", "-D", server.Data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password, "--no-sync", "-E", "UTF8",
            "--locale=C");
        await server.RestartAsync();
        return server;
    }

    /// <summary>SIGKILL, as a machine that loses power would.</summary>
    public async Task KillAsync()
    {
        if (_server is { } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
        }
    }

    /// <summary>SIGSTOP (or SIGCONT) for the processes that serve: they hang, their connections stay.</summary>
    public async Task SignalAsync(string signal)
    {
        string parent = $"{_server?.Id}";
        string[] children = [.. Directory.GetDirectories("/proc").Where(
            d => File.Exists($"{d}/stat") && ParentOf($"{d}/stat") == parent).Select(d => Path.GetFileName(d) ?? "")];
        foreach (string child in children)
        {
            // A session that has just been closed may end before it is told.
            using Process kill = Start("/bin/kill", "-s", signal, child);
            await kill.WaitForExitAsync();
            Assert.True(kill.ExitCode == 0 || !Directory.Exists($"/proc/{child}"), $"kill -s {signal} {child}");
        }
    }

    public async Task RestartAsync()
    {
        for (int i = 0; i < 50; i++)
        {
            _server = Start("postgres", "-D", Data, "-p", $"{_port}", "-k", _folder, "-c", "fsync=off");
            for (int k = 0; k < 100 && !_server.HasExited; k++)
            {
                if (await AnswersAsync())
                {
                    return;
                }

                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("the server did not start");
    }

    public async ValueTask DisposeAsync()
    {
        // A test that failed in between left it stopped: its processes would hold what it writes to open, and be waited for.
        if (_server is { HasExited: false })
        {
            await SignalAsync("CONT");
        }

        await KillAsync();
        for (int i = 0; Directory.Exists(_folder); i++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException) when (i < 50)
            {
                // Orphaned server processes end as soon as they notice, and write until then.
                await Task.Delay(200);
            }
        }
    }

    private string Data => Path.Combine(_folder, "data");

    private static string ParentOf(string stat)
    {
        try
        {
            return File.ReadAllText(stat).Split(") ")[^1].Split(' ')[1];
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString());
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>PostgreSQL refuses to run as root, so it gets the user that its package made.</summary>
    private static Process Start(string program, params string[] arguments)
    {
        string path = program.Contains('/', StringComparison.Ordinal) ? program : Path.Combine(Binaries ?? "", program);
        bool drop = Environment.IsPrivilegedProcess && !program.Contains('/', StringComparison.Ordinal);
        string[] all = drop ? ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments] : arguments;
        var start = new ProcessStartInfo(drop ? "setpriv" : path, all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
