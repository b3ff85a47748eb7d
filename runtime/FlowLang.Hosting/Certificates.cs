using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlowLang.Runtime;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FlowLang.Hosting;

/// <summary>The certificate that the server shows, with those that signed it.</summary>
internal sealed class Certificates(X509Certificate2 certificate, X509Certificate2Collection chain)
{
    /// <summary>Null where HTTP is spoken in the clear; throws RT9005 for what gives no certificate.</summary>
    public static Certificates? Read(WebServerOptions options, string directory)
    {
        if (options.Certificate is not { } file)
        {
            return options.Key is null ? null : throw Wrong(options.Key, "a key needs its `--certificate`");
        }

        string path = Path.Combine(directory, file);
        string key = Path.Combine(directory, options.Key ?? file);
        try
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(path);
            return new Certificates(X509Certificate2.CreateFromPemFile(path, key), chain);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(file, File.Exists(path) && File.Exists(key) ? "it may not be opened" : "there is no such file", e);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Wrong(file, "it is no PEM, or the key is not the certificate's", e);
        }
    }

    public void Apply(ListenOptions listen) => listen.UseHttps(https =>
    {
        https.ServerCertificate = certificate;
        https.ServerCertificateChain = chain;
    });

    private static FlowException Wrong(string file, string why, Exception? e = null) => new(ServeErrors.Certificate(file, why), e);
}
