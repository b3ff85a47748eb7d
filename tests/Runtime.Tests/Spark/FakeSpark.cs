using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>A server that answers every call the same way, with a certificate of its own where it has TLS: for what a real one will not do
/// on demand.</summary>
internal sealed class FakeSpark : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeSpark(WebApplication app, string certificates)
    {
        _app = app;
        Certificates = certificates;
    }

    /// <summary>The file to trust.</summary>
    public string Certificates { get; }

    public string Address => $"127.0.0.1:{new Uri(_app.Urls.Single()).Port}";

    public static async Task<FakeSpark> StartAsync(bool tls, RequestDelegate answer)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=fake spark", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (tls)
            {
                listen.UseHttps(certificate);
            }
        }));
        WebApplication app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new FakeSpark(app, file);
    }

    /// <summary>A gRPC answer without a message.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = $"{status}";
        context.Response.Headers["grpc-message"] = message;
        return Task.CompletedTask;
    }

    /// <summary>The answer of a server of this version to the question for it.</summary>
    public static async Task TellVersionAsync(HttpContext context, string version)
    {
        byte[] text = [0x0A, (byte)version.Length, .. System.Text.Encoding.ASCII.GetBytes(version)];
        byte[] message = [0x42, (byte)text.Length, .. text];
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync((byte[])[0, 0, 0, 0, (byte)message.Length, .. message]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        File.Delete(Certificates);
    }
}
