using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>
/// A real broker that also listens under TLS: to users with a password (SASL, SCRAM-SHA-256 and -512), and to clients with a certificate of
/// its authority.
/// </summary>
internal sealed class SecureBroker : IAsyncDisposable
{
    public const string User = "flow";
    public const string Password = "correct horse";

    private readonly PrivateServer _server;

    private SecureBroker(PrivateServer server, int users, int certificates)
    {
        _server = server;
        (Users, Certificates) = ($"127.0.0.1:{users}", $"127.0.0.1:{certificates}");
    }

    /// <summary>Where nobody is asked anything.</summary>
    public string Plain => _server.Address;

    /// <summary>Where a user is asked for, under TLS.</summary>
    public string Users { get; }

    /// <summary>Where a certificate is asked for.</summary>
    public string Certificates { get; }

    /// <summary>Puts `ca.pem`, `client.pem` and `client.key` into the folder.</summary>
    public static async Task<SecureBroker> StartAsync(TemporaryFolder folder)
    {
        PrivateServer server = await PrivateServer.StartAsync("kafka", memory: "384m");
        SecureBroker broker = new(server, FreePort(), FreePort());
        try
        {
            await broker.SecureAsync(WriteCertificates(folder), folder["ca.pem"]);
            return broker;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task SecureAsync(string identity, string authority)
    {
        await AddUserAsync(Plain);
        await _server.ConfigureAsync(
            "server.properties",
            $"listeners={await ListenersAsync(_server)},SASL_SSL://{Users},SSL://{Certificates}",
            $"advertised.listeners=PLAINTEXT://{Plain},SASL_SSL://{Users},SSL://{Certificates}",
            "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL",
            "sasl.enabled.mechanisms=SCRAM-SHA-256,SCRAM-SHA-512",
            "listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "ssl.keystore.type=PEM", $"ssl.keystore.location={identity}",
            "ssl.truststore.type=PEM", $"ssl.truststore.location={authority}",
            "listener.name.ssl.ssl.client.auth=required");
        await _server.RestartAsync();
    }

    private static async Task<string> ListenersAsync(PrivateServer server)
    {
        string[] lines = await server.SettingsAsync("server.properties");
        return lines.Last(l => l.StartsWith("listeners=", StringComparison.Ordinal))["listeners=".Length..];
    }

    private static async Task AddUserAsync(string address)
    {
        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = address }).Build();
        foreach (ScramMechanism mechanism in new[] { ScramMechanism.ScramSha256, ScramMechanism.ScramSha512 })
        {
            // One a request: a user is in one but once.
            await admin.AlterUserScramCredentialsAsync(
            [
                new UserScramCredentialUpsertion
                {
                    User = User,
                    Password = Encoding.UTF8.GetBytes(Password),
                    ScramCredentialInfo = new ScramCredentialInfo { Mechanism = mechanism, Iterations = 4096 },
                },
            ]);
        }
    }

    /// <summary>Gives the file with the broker's own key and certificate.</summary>
    private static string WriteCertificates(TemporaryFolder folder)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=authority of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        folder.Write("ca.pem", authority.ExportCertificatePem());
        (string broker, string brokerKey) = Sign(authority, "broker");
        folder.Write("broker.pem", $"{brokerKey}\n{broker}\n");
        (string client, string clientKey) = Sign(authority, "client");
        folder.Write("client.pem", client);
        folder.Write("client.key", clientKey);
        return folder["broker.pem"];
    }

    private static (string Certificate, string Key) Sign(X509Certificate2 authority, string name)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 signed = request.Create(authority, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return (signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
