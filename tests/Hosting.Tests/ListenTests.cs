using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlowLang.Runtime;

namespace FlowLang.Hosting.Tests;

/// <summary>Where it listens, and with which certificate.</summary>
public sealed class ListenTests
{
    [Theory]
    [InlineData("8080", "127.0.0.1:8080", true)]
    [InlineData("localhost:9000", "127.0.0.1:9000", true)]
    [InlineData("[::1]:9000", "[::1]:9000", true)]
    [InlineData("0.0.0.0:80", "0.0.0.0:80", false)]
    [InlineData("*:80", "0.0.0.0:80", false)]
    public void Addresses_are_read(string text, string address, bool isLoopback)
    {
        ListenAddress read = ListenAddress.Parse(text);
        Assert.Equal(address, $"{read}");
        Assert.Equal(isLoopback, read.IsLoopback);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("example.com:80")]
    [InlineData("::1:80")]
    public void What_is_no_address_is_refused(string text) =>
        Assert.Equal("RT9002", Assert.Throws<FlowException>(() => ListenAddress.Parse(text)).Error.Code);

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        FlowException refused = await Assert.ThrowsAsync<FlowException>(() =>
            TestSite.StartAsync(options: new WebServerOptions { Listen = $"127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}" }));
        Assert.Equal("RT9003", refused.Error.Code);
        Assert.Contains("in use", refused.Error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_makes_it_https()
    {
        string folder = Directory.CreateTempSubdirectory("flow-tls").FullName;
        try
        {
            (string certificate, string key) = WriteCertificate(folder);
            await using TestSite site = await TestSite.StartAsync(options: new WebServerOptions { Certificate = certificate, Key = key });
            Assert.StartsWith("https://", site.Url, StringComparison.Ordinal);
            using X509Certificate2 expected = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(certificate));
            using HttpClient client = new(new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == expected.Thumbprint,
            });
            Assert.Contains("\"ok\"", await client.GetStringAsync(site.Url + "/healthz"), StringComparison.Ordinal);
            string page = string.Join('\n', (await client.GetAsync(site.Url + "/pipelines/weather")).Headers.GetValues("Set-Cookie"));
            Assert.Contains("secure", page, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_is_no_certificate_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("flow-tls").FullName;
        try
        {
            (string certificate, string key) = WriteCertificate(folder);
            string garbage = Path.Combine(folder, "garbage.pem");
            await File.WriteAllTextAsync(garbage, "no certificate");
            WebServerOptions[] wrong =
            [
                new() { Certificate = Path.Combine(folder, "none.pem") }, new() { Certificate = garbage, Key = key },
                    new() { Certificate = certificate, Key = garbage },
                new() { Certificate = certificate }, new() { Key = key },
            ];
            foreach (WebServerOptions options in wrong)
            {
                Assert.Equal("RT9005", (await Assert.ThrowsAsync<FlowException>(() => TestSite.StartAsync(options: options))).Error.Code);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(1));
        (string certificatePath, string keyPath) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        File.WriteAllText(certificatePath, made.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath);
    }
}
