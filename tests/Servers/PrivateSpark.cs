using System.Diagnostics;
using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>
/// A Spark Connect server of the test's own, to be killed and stopped: the script that ENGINES names starts it (<c>up</c>, <c>down</c>,
/// <c>kill</c>, <c>stop</c>, <c>cont</c>, <c>restart</c>, each with <c>--dir DIR spark</c>).
/// </summary>
public sealed class PrivateSpark : IAsyncDisposable
{
    private const string Reason = "needs a Spark server of its own: ENGINES is not set (the script that `.ci/run` starts servers with)";

    private static readonly string? Script = Environment.GetEnvironmentVariable("ENGINES");

    private readonly string _folder = Directory.CreateTempSubdirectory("flow-spark").FullName;
    private readonly string? _memory;

    private PrivateSpark(string? memory) => _memory = memory;

    /// <summary>Its address.</summary>
    public string Url { get; private set; } = "";

    /// <param name="memory">Java's heap (<c>512m</c>); null for what a server has by itself.</param>
    public static async Task<PrivateSpark> StartAsync(string? memory = null)
    {
        Assert.False(Script is null && Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") == "1", Reason);
        Skip.If(Script is null, Reason);
        PrivateSpark server = new(memory);
        string said = await server.DoAsync("up");
        server.Url = said.Split('\n').Single(line => line.StartsWith("FLOW_SPARK=", StringComparison.Ordinal))["FLOW_SPARK=".Length..];
        return server;
    }

    /// <summary>SIGKILL: sessions and what runs in them are gone.</summary>
    public Task KillAsync() => DoAsync("kill");

    /// <summary>At the same address, knowing nothing of before.</summary>
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
        ProcessStartInfo start = new(Script ?? "", [verb, "--dir", _folder, "spark"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (_memory is not null)
        {
            start.Environment["SPARK_MEMORY"] = _memory;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{Script} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{verb}: {await errors}");
    }
}
