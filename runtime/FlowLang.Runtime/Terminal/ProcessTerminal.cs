using System.Runtime.InteropServices;
using System.Text;

namespace FlowLang.Runtime;

/// <summary>The console of this process as a <see cref="HostEnvironment"/>, with its signals as cancellation.</summary>
internal sealed class ProcessTerminal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public ProcessTerminal()
    {
        // Stopping is cooperative: what is uncommitted is rolled back. A second signal ends the process as usual.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        Environment = new HostEnvironment
        {
            Out = output,
            Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
            In = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)),
            IsTerminal = !Console.IsOutputRedirected,
            Stop = _stop.Token,
        };
    }

    public HostEnvironment Environment { get; }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = !_stop.IsCancellationRequested;
        _stop.Cancel();
    }
}
