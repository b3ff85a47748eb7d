using System.Net;
using System.Net.Sockets;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>A TCP proxy before the server that cuts connections: the first so many, each after so many bytes of answers.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly long _after;
    private int _left;
    private int _cuts;
    private int _isDown;

    public CuttingProxy(int cuts, long after)
    {
        _left = cuts;
        _after = after;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"sc://127.0.0.1:{Port}";

    /// <summary>Connections cut so far.</summary>
    public int Cuts => _cuts;

    /// <summary>From now on nothing gets through, and what is there is cut.</summary>
    public void GoDown()
    {
        Interlocked.Exchange(ref _isDown, 1);
        _stop.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(CancellationToken.None);
                open.Add(_isDown == 1 ? Refuse(client) : PassAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private static Task Refuse(TcpClient client)
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Dispose();
        return Task.CompletedTask;
    }

    private async Task PassAsync(TcpClient client)
    {
        using TcpClient inner = client;
        using TcpClient server = new();
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        bool isCutting = Interlocked.Decrement(ref _left) >= 0;
        try
        {
            await server.ConnectAsync(SparkServer.Host, SparkServer.Port, _stop.Token);
            Task up = CopyAsync(client, server, long.MaxValue, cut.Token);
            Task down = CopyAsync(server, client, isCutting ? _after : long.MaxValue, cut.Token);
            await Task.WhenAny(up, down);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        if (isCutting)
        {
            Interlocked.Increment(ref _cuts);
        }

        // RST, not FIN: the way breaks, nobody says goodbye.
        client.Client.LingerState = new LingerOption(true, 0);
        await cut.CancelAsync();
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, long limit, CancellationToken cancel)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (long passed = 0; passed < limit;)
            {
                int read = await from.GetStream().ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit - passed)), cancel);
                if (read == 0)
                {
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), cancel);
                passed += read;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side hung up.
        }
    }
}
