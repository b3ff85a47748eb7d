using System.Diagnostics;
using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>
/// A server of the test's own, to be killed and stopped: the script that ENGINES names starts it (<c>up</c>, <c>kill</c>, <c>stop</c>,
/// <c>cont</c>, <c>restart</c>, each with <c>--dir DIR NAME</c>).
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private static readonly string? Script = Environment.GetEnvironmentVariable("ENGINES");

    private readonly string _folder = Directory.CreateTempSubdirectory("flow-server").FullName;
    private readonly string _name;
    private readonly string? _memory;

    private PrivateServer(string name, string? memory) => (_name, _memory) = (name, memory);

    /// <summary>What the script says of it: a bootstrap server, a connection string.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Skips by name where there is no script; fails where the environment says that there must be one.</summary>
    /// <param name="name"><c>kafka</c>, <c>postgres</c> or <c>spark</c>.</param>
    /// <param name="memory">Java's heap (<c>512m</c>); null for what the server has by itself.</param>
    /// <param name="prepare">Told the folder that its files will be in, before it starts.</param>
    public static async Task<PrivateServer> StartAsync(string name, string? memory = null, Func<string, Task>? prepare = null)
    {
        string reason = $"needs a {name} server of its own: ENGINES is not set (the script that `.ci/run` starts servers with)";
        Assert.False(Script is null && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", reason);
        Skip.If(Script is null, reason);
        PrivateServer server = new(name, memory);
        await (prepare?.Invoke(Path.Combine(server._folder, name)) ?? Task.CompletedTask);
        string variable = $"FLOW_{name.ToUpperInvariant()}=";
        string said = await server.DoAsync("up");
        server.Address = said.Split('\n').Single(line => line.StartsWith(variable, StringComparison.Ordinal))[variable.Length..];
        return server;
    }

    /// <summary>The lines of a file of its settings.</summary>
    /// <param name="file">In its folder: <c>server.properties</c>, <c>data/postgresql.conf</c>.</param>
    public Task<string[]> SettingsAsync(string file) => File.ReadAllLinesAsync(Path.Combine(_folder, _name, file));

    /// <summary>Adds lines to such a file, of which the last of a name counts, from the next start on.</summary>
    public Task ConfigureAsync(string file, params IEnumerable<string> lines) =>
        File.AppendAllLinesAsync(Path.Combine(_folder, _name, file), lines);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => DoAsync("kill");

    /// <summary>At the same address with what it had on disk.</summary>
    public Task RestartAsync() => DoAsync("restart");

    /// <summary>SIGSTOP: connections stay, nothing is answered.</summary>
    public Task StopAsync() => DoAsync("stop");

    /// <summary>SIGCONT.</summary>
    public Task ContinueAsync() => DoAsync("cont");

    public async ValueTask DisposeAsync()
    {
        await DoAsync("kill");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> DoAsync(string verb)
    {
        ProcessStartInfo start = new(Script ?? "", [verb, "--dir", _folder, _name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (_memory is not null)
        {
            start.Environment[$"{_name.ToUpperInvariant()}_MEMORY"] = _memory;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{Script} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{verb}: {await errors}");
    }
}
