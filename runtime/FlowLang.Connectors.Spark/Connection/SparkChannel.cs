using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace FlowLang.Connectors.Spark;

/// <summary>The way to the server: HTTP/2, plain or TLS.</summary>
internal static class SparkChannel
{
    public static GrpcChannel Open(SparkConnection connection)
    {
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = connection.Options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
        };
        if (connection.Options.RootCertificates is { } file)
        {
            handler.SslOptions = Trusting(connection, file);
        }

        return GrpcChannel.ForAddress(connection.Identity.Target.Address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = connection.Identity.MaxMessageSize,
            MaxSendMessageSize = connection.Identity.MaxMessageSize,
            MaxRetryAttempts = null,
        });
    }

    /// <summary>
    /// A peer that vanished is noticed by TCP, since Spark's server closes connections that are pinged by HTTP/2 more often than every five
    /// minutes.
    /// </summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Trusting(SparkConnection connection, string file)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw SparkUrl.Bad(connection.Name, $"its root certificates can't be read from {file}");
        }

        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
