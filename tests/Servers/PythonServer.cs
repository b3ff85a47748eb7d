using System.Diagnostics;
using Xunit;

namespace FlowLang.Tests.Servers;

/// <summary>A server that an example brings, as a process of its own.</summary>
internal sealed class PythonServer : IDisposable
{
    private readonly Process _process;

    private PythonServer(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    public string Url { get; }

    /// <summary>Starts a script that prints `serving URL`; skips by name where there is no Python.</summary>
    public static async Task<PythonServer> StartAsync(string script)
    {
        ProcessStartInfo start = new("python3", [script, "0"]) { RedirectStandardOutput = true };
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start");
        }
        catch (System.ComponentModel.Win32Exception) when (Environment.GetEnvironmentVariable("FLOW_REQUIRE_ENGINES") != "1")
        {
            throw new SkipException("needs python3, which is not on this machine");
        }

        string? line = await process.StandardOutput.ReadLineAsync();
        return new PythonServer(
            process, line?.Split(' ') is ["serving", var url] ? url : throw new InvalidOperationException($"it says {line}"));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
