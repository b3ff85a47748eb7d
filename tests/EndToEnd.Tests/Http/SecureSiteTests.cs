using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Http;

/// <summary>Files over TLS, from a server with a certificate of the test's own.</summary>
public sealed class SecureSiteTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly FileServer _plain = new();
    private FileServer? _site;

    private FileServer Site => _site ??= new FileServer(_certificate);

    public Task InitializeAsync()
    {
        Site.Put("/rows.csv", "n,word\n1,one\n");
        _plain.Put("/rows.csv", "n,word\n2,two\n");
        _folder.Write("trusted.pem", _certificate.ExportCertificatePem());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Site.DisposeAsync();
        await _plain.DisposeAsync();
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Certificates_count_and_nothing_leads_from_https_to_http()
    {
        BuiltProgram program = await BuiltProgram.FromTextAsync(_folder, $$"""
            connection site: http { base_url: "{{Site.Url}}", retries: 0 }
            connection here: files { root: "." }
            source rows: { n: int64, word: text } from site.csv("rows.csv")
            pipeline load { write rows to here.csv("out.csv") }
            """);
        CommandResult unknown = await program.RunAsync();
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("error RT2041", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("its certificate is not one that this machine trusts", unknown.Errors, StringComparison.Ordinal);

        program.Variables["SSL_CERT_FILE"] = _folder["trusted.pem"];
        CommandResult known = await program.RunAsync();
        Assert.True(known.ExitCode == 0, known.ToString());
        Assert.Equal("n,word\n1,one\n", await File.ReadAllTextAsync(_folder["out.csv"]));

        Site.Change = (_, _) => Answer.Redirect($"{_plain.Url}/rows.csv");
        CommandResult led = await program.RunAsync();
        Assert.Equal(1, led.ExitCode);
        Assert.Contains("error RT2045", led.Errors, StringComparison.Ordinal);
        Assert.Contains("it leads from https to http", led.Errors, StringComparison.Ordinal);
        Assert.Empty(_plain.Requests);
    }

    private static X509Certificate2 Certificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=flow test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
