using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>
/// A proxy (HTTPS_PROXY) that plays every host behind it itself, with certificates of an authority of its own: what is asked of any
/// goes to one server on this machine, in clear text.
/// </summary>
internal sealed class SecureProxy : LoopbackServer
{
    private readonly int _port;
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _authority;

    /// <param name="server">Such as <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="certificate">The file in which the authority's certificate is put.</param>
    public SecureProxy(string server, string certificate)
    {
        _port = new Uri(server).Port;
        CertificateRequest request = new("CN=tests", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        File.WriteAllText(certificate, _authority.ExportCertificatePem());
        Begin();
        Variables = [("HTTPS_PROXY", $"http://{Address}"), ("NO_PROXY", "127.0.0.1"), ("SSL_CERT_FILE", certificate)];
    }

    /// <summary>What programs are told of it.</summary>
    public IEnumerable<(string Name, string Value)> Variables { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    protected override async Task SpeakAsync(StreamReader reader, NetworkStream stream)
    {
        string host = (await reader.ReadLineAsync(Stop) ?? "").Split(' ', ':')[1];
        while (await reader.ReadLineAsync(Stop) is { Length: > 0 })
        {
        }

        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), Stop);
        await using SslStream secure = new(stream);
        using X509Certificate2 certificate = CertificateOf(host);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Stop);
        using TcpClient behind = new();
        await behind.ConnectAsync(IPAddress.Loopback, _port, Stop);
        await using NetworkStream server = behind.GetStream();
        await Task.WhenAny(secure.CopyToAsync(server, Stop), server.CopyToAsync(secure, Stop));
    }

    private X509Certificate2 CertificateOf(string host)
    {
        CertificateRequest request = new($"CN={host}", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(_authority, Now.AddHours(-1), Now.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(_key);
    }
}
