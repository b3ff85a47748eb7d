using System.Diagnostics;
using FlowLang.Hosting;

namespace FlowLang.Fleet;

/// <summary>
/// A version of a program as a process. It is told by its standard input to begin and to end, and ends by itself when that is closed: when
/// the process that hosts it is gone.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const int MostLines = 20;
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _last = new();
    private readonly Lock _gate = new();

    private ChildProcess(Process process, string version, string sourceHash)
    {
        _process = process;
        Version = version;
        SourceHash = sourceHash;
        Ended = EndAsync();
    }

    public string Version { get; }

    public string SourceHash { get; }

    /// <summary>Where it listens; null where it ended before it did.</summary>
    public Task<Uri?> Address => _address.Task;

    /// <summary>Its exit code, when it has ended.</summary>
    public Task<int> Ended { get; }

    /// <summary>What it said last.</summary>
    public string Said
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _last);
            }
        }
    }

    /// <param name="build">The build; the process works in its folder and keeps its ledger there.</param>
    /// <param name="copy">Where the files of the version lie.</param>
    /// <param name="options">Who may come in.</param>
    /// <param name="hear">Gets each line that it says.</param>
    public static ChildProcess Start(BuildFolder build, string copy, FleetOptions options, Action<string> hear)
    {
        ProcessStartInfo start = new(Path.Combine(copy, build.Program))
        {
            WorkingDirectory = build.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] tokens = options.Tokens is { } file ? ["--tokens", file] : [];
        string[] open = options.IsOpen ? ["--auth", "none"] : [];
        foreach (string argument in (string[])
            ["serve", "--hosted", "/" + Uri.EscapeDataString(build.Name), "--listen", "127.0.0.1:0", "--drain", "24h", .. tokens, .. open])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FLOW_STATE"] = build.Path;
        string sources = BuildFolder.SourceHash(copy, build.Program);
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        ChildProcess child = new(process, build.Version, sources);
        process.OutputDataReceived += (_, line) => child.Hear(line.Data, hear);
        process.ErrorDataReceived += (_, line) => child.Hear(line.Data, hear);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>It may start runs from now on.</summary>
    public void Begin() => Order(HostedOrders.Begin);

    /// <summary>It starts no more runs, and ends with those that go.</summary>
    public void End() => Order(HostedOrders.End);

    /// <summary>Ends it at once: what it does is rolled back, and done again by who serves its ledger next.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Order(string order)
    {
        try
        {
            _process.StandardInput.WriteLine(order);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended, which is found at the next look.
        }
    }

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        _address.TrySetResult(null);
        return _process.ExitCode;
    }

    private void Hear(string? line, Action<string> hear)
    {
        if (line is null)
        {
            return;
        }

        if (line.StartsWith(HostedOrders.Serving, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[HostedOrders.Serving.Length..]));
            return;
        }

        lock (_gate)
        {
            _last.Enqueue(line);
            while (_last.Count > MostLines)
            {
                _last.Dequeue();
            }
        }

        hear(line);
    }
}
