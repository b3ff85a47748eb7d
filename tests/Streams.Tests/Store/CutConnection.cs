using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlowLang.Streams.Tests.Store;

/// <summary>
/// Stands between a client and a server, and cuts the connection that sends COMMIT: before the server gets it, or before the client gets
/// the answer.
/// </summary>
internal sealed class CutConnection : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly bool _isDelivered;
    private readonly Task _accepting;
    private int _isArmed;

    /// <param name="isDelivered">Whether the server gets the COMMIT.</param>
    public CutConnection(string host, int port, bool isDelivered)
    {
        (_host, _port, _isDelivered) = (host, port, isDelivered);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasCut { get; private set; }

    /// <summary>The next COMMIT is cut off.</summary>
    public void Arm() => Interlocked.Exchange(ref _isArmed, 1);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = PassAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (TcpClient server = new(_host, _port))
        {
            try
            {
                Task answers = server.GetStream().CopyToAsync(client.GetStream());
                byte[] buffer = new byte[1 << 16];
                while (await client.GetStream().ReadAsync(buffer) is > 0 and int count)
                {
                    bool isCommit = Encoding.Latin1.GetString(buffer, 0, count).Contains("COMMIT\0", StringComparison.Ordinal);
                    if (isCommit && Interlocked.Exchange(ref _isArmed, 0) == 1)
                    {
                        HasCut = true;
                        client.Client.Shutdown(SocketShutdown.Receive);
                        client.Close();
                        await (_isDelivered ? server.GetStream().WriteAsync(buffer.AsMemory(0, count)) : default);
                        await Task.Delay(500);
                        return;
                    }

                    await server.GetStream().WriteAsync(buffer.AsMemory(0, count));
                }

                server.Client.Shutdown(SocketShutdown.Send);
                await answers;
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // One of them went away.
            }
        }
    }
}
