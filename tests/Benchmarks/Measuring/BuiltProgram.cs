using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowLang.Benchmarks.Measuring;

/// <summary>A program as a user has it: a workspace compiled by flowc into an executable that runs until it is told to end.</summary>
internal sealed partial class BuiltProgram(string folder, string flowc, string text) : IAsyncDisposable
{
    public const string Name = "bench";
    private Process? _process;
    private Task<string> _output = Task.FromResult("");
    private Task<string> _errors = Task.FromResult("");

    public bool HasEnded => _process?.HasExited ?? true;

    public ProcessFigures? Figures => _process is { HasExited: false } process ? ProcessFigures.Of(process.Id) : null;

    /// <summary>Where it answers, once it says so.</summary>
    public Uri? Address { get; private set; }

    /// <param name="isSelfContained">Brings .NET along, as a build of a published flowc does.</param>
    public async Task BuildAsync(bool isSelfContained = false)
    {
        string workspace = Directory.CreateDirectory(Path.Combine(folder, Name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(workspace, "main.flow"), text);
        string[] form = isSelfContained ? [] : ["--framework-dependent"];
        await ChildProcess.RunAsync(flowc, ["build", workspace, "-o", Path.Combine(folder, "out"), .. form], folder);
    }

    public void Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(folder, "out", Name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("the executable did not start");
        _output = Task.Run(() => ReadAsync(_process.StandardOutput));
        _errors = Task.Run(() => ReadAsync(_process.StandardError));
    }

    // What `serve` says first names its address.
    private async Task<string> ReadAsync(StreamReader output)
    {
        StringBuilder all = new();
        while (await output.ReadLineAsync() is { } line)
        {
            all.AppendLine(line);
            if (Served().Match(line) is { Success: true } found)
            {
                Address = new Uri(found.Value);
            }
        }

        return all.ToString();
    }

    [GeneratedRegex("http://[0-9.]+:[0-9]+")]
    private static partial Regex Served();

    /// <summary>Has it drain, by SIGTERM; gives what it printed.</summary>
    public async Task<string> EndAsync()
    {
        if (_process is { HasExited: false } process)
        {
            await ChildProcess.RunAsync("kill", ["-TERM", $"{process.Id}"], folder);
        }

        return await EndedAsync();
    }

    /// <summary>Waits until it ends by itself; gives what it printed.</summary>
    public async Task<string> EndedAsync()
    {
        if (_process is not { } process)
        {
            return "";
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
