using System.Diagnostics;
using System.Text;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>An executable while it runs, to be interrupted.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private RunningProgram(Process process) => _process = process;

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public bool HasEnded => _process.HasExited;

    public int Id => _process.Id;

    public static RunningProgram Start(BuiltProgram program, params string[] arguments) =>
        Start(program.Executable, program.Folder, ["run", .. arguments], program.Variables);

    public static RunningProgram Start(
        string file, string folder, string[] arguments, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("it did not start");
        RunningProgram running = new(process);
        process.OutputDataReceived += (_, line) => running.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => running.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Waits for what can be seen of it; fails when it ends before.</summary>
    public async Task UntilAsync(Func<bool> isSeen, string what)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        while (!isSeen())
        {
            Assert.False(HasEnded, $"it ended before {what}\n{Said}");
            Assert.False(limit.IsCancellationRequested, $"never: {what}\n{Said}");
            await Task.Delay(2);
        }
    }

    /// <summary>What a person types.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <param name="signal">`INT`, `TERM`, `KILL`, `STOP` or `CONT`.</param>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> EndAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it does not end\n{Said}");
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
