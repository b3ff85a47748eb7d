using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Scheduling.Supervision;

/// <summary>
/// Tells whoever started this process as a service how it stands, and that it lives: datagrams to the socket that NOTIFY_SOCKET names, as
/// systemd's sd_notify(3) and sd_watchdog_enabled(3) describe them. Where nobody asked, nothing is sent.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    private readonly RunLog _log;
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _listener;
    private long _moves = -1;
    private bool _isTold;

    private Supervisor(string? address, TimeSpan? signs, RunLog log)
    {
        Signs = address is null ? null : signs;
        _log = log;
        if (address is not null)
        {
            // A name that begins with @ is an abstract one, of no file.
            _listener = new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address);
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        }
    }

    /// <summary>How often a sign of life is expected, half of the time after which the process would be killed; null for never.</summary>
    public TimeSpan? Signs { get; }

    public static Supervisor Of(HostEnvironment environment, RunLog log)
    {
        string? address = environment.Variable("NOTIFY_SOCKET");
        bool isMine = environment.Variable("WATCHDOG_PID") is not { Length: > 0 } process
            || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        TimeSpan? signs =
            isMine && long.TryParse(
                environment.Variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds)
            && microseconds > 0
                ? TimeSpan.FromMicroseconds(microseconds) / 2
                : null;
        return new Supervisor(address is ['/' or '@', _, ..] ? address : null, signs, log);
    }

    /// <param name="status">For people, as `systemctl status` shows it.</param>
    public void Ready(string status) => Send($"READY=1\nSTATUS={status}");

    /// <inheritdoc cref="Ready"/>
    public void Stopping(string status) => Send($"STOPPING=1\nSTATUS={status}");

    /// <summary>
    /// A sign of life, left out where nothing has moved since the last time, so that a process which hangs is found out.
    /// </summary>
    /// <param name="moves">Counts what the process does at least once between two signs.</param>
    public void Live(long moves)
    {
        if (moves != _moves)
        {
            Send("WATCHDOG=1");
        }

        _moves = moves;
    }

    /// <summary>Gives signs of life for as long as they are wanted.</summary>
    public async Task LiveAsync(Func<long> moves, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            while (Signs is { } period)
            {
                Live(moves());
                await Task.Delay(period, time, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    public void Dispose() => _socket?.Dispose();

    private void Send(string message)
    {
        if (_socket is null || _listener is null)
        {
            return;
        }

        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(message), _listener);
        }
        catch (SocketException e)
        {
            if (!_isTold)
            {
                _isTold = true;
                _log.Warning($"who started this service can't be told how it stands ({e.SocketErrorCode}): it may be taken for dead");
            }
        }
    }
}
