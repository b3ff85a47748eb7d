using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>
/// Speaks just enough of PostgreSQL's protocol to ask for a password and refuse it; servers that trust every local user can't.
/// Messages: PostgreSQL documentation, "Message Formats".
/// </summary>
internal sealed class RefusingServer : IAsyncDisposable
{
    private const int SslRequest = 80877103;
    private const int GssRequest = 80877104;

    private readonly TcpListener _listener;
    private readonly Task _serving;

    private RefusingServer(TcpListener listener)
    {
        _listener = listener;
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static RefusingServer Start()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new RefusingServer(listener);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await RefuseAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over, or the client has gone.
        }
    }

    private static async Task RefuseAsync(NetworkStream stream)
    {
        while (await RequestAsync(stream) is SslRequest or GssRequest)
        {
            await stream.WriteAsync("N"u8.ToArray());
        }

        await stream.WriteAsync(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 3 });
        byte[] type = new byte[1];
        await stream.ReadExactlyAsync(type);
        await RequestAsync(stream);
        byte[] fields = Encoding.UTF8.GetBytes("SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"flow\"\0\0");
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, fields.Length + 4);
        await stream.WriteAsync((byte[])[(byte)'E', .. length, .. fields]);
    }

    /// <summary>Reads a length and so many bytes; gives the first number of them.</summary>
    private static async Task<int> RequestAsync(NetworkStream stream)
    {
        byte[] length = new byte[4];
        await stream.ReadExactlyAsync(length);
        byte[] body = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
        await stream.ReadExactlyAsync(body);
        return body.Length >= 4 ? BinaryPrimitives.ReadInt32BigEndian(body) : 0;
    }
}
