using System.Diagnostics;
using FlowLang.Benchmarks.Measuring;

namespace FlowLang.Benchmarks.Streams.Live;

/// <summary>The pipeline as a user has it: a workspace compiled by flowc into an executable that runs until it is told to end.</summary>
internal sealed class LiveProgram(string folder, string flowc, string text) : IAsyncDisposable
{
    public const string Name = "rides";
    private Process? _process;
    private Task<string> _output = Task.FromResult("");
    private Task<string> _errors = Task.FromResult("");

    public bool HasEnded => _process?.HasExited ?? true;

    public ProcessFigures? Figures => _process is { HasExited: false } process ? ProcessFigures.Of(process.Id) : null;

    public async Task BuildAsync()
    {
        string workspace = Directory.CreateDirectory(Path.Combine(folder, Name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(workspace, "main.flow"), text);
        await ChildProcess.RunAsync(flowc, ["build", workspace, "-o", Path.Combine(folder, "out"), "--framework-dependent"], folder);
    }

    public void Start(string pipeline)
    {
        ProcessStartInfo start = new(Path.Combine(folder, "out", Name), ["run", pipeline])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("the executable did not start");
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Has it drain, by SIGTERM; gives what it printed.</summary>
    public async Task<string> EndAsync()
    {
        if (_process is not { } process)
        {
            return "";
        }

        if (!process.HasExited)
        {
            await ChildProcess.RunAsync("kill", ["-TERM", $"{process.Id}"], folder);
        }

        await process.WaitForExitAsync();
        string printed = await _output + await _errors;
        int code = process.ExitCode;
        process.Dispose();
        _process = null;
        return code == 0 ? printed : throw new InvalidOperationException($"exit code {code}: {printed}");
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
