using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlowLang.Tests.Servers;

/// <summary>A server of a test's own, on a port that is free: speaks to each client on a connection until one of them has enough.</summary>
internal abstract class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    /// <summary>Where it listens, once it was begun.</summary>
    protected IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    protected CancellationToken Stop => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    /// <summary>Takes connections from now on.</summary>
    protected void Begin()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>All that is said on one connection, which is closed then.</summary>
    protected abstract Task SpeakAsync(StreamReader reader, NetworkStream stream);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(Stop));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using NetworkStream stream = client.GetStream();
                using StreamReader reader = new(stream, Encoding.Latin1, leaveOpen: true);
                await SpeakAsync(reader, stream);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
