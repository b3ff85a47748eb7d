using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using FlowLang.Hosting.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowLang.Hosting.Pages;

/// <summary>Styles, scripts and the icon: files of the assembly, under an address that changes when one of them does.</summary>
internal static class Assets
{
    private const string Prefix = "assets/";
    private static readonly Lazy<FrozenDictionary<string, Asset>> s_files = new(Load);
    private static readonly Lazy<string> s_version = new(() => Convert.ToHexStringLower(
        SHA256.HashData([.. s_files.Value.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => SHA256.HashData(f.Value.Plain))]))[
            ..12]);

    public static string Address(string file) => $"/assets/{s_version.Value}/{file}";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/assets/{version}/{**file}", ["GET"], (RequestDelegate)SendAsync).WithMetadata(new RoleOf(Role.Anyone));

    private static Task SendAsync(HttpContext context)
    {
        if (!s_files.Value.TryGetValue(context.GetRouteValue("file") as string ?? "", out Asset? asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        bool zips = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        byte[] bytes = zips ? asset.Zipped : asset.Plain;
        context.Response.ContentType = asset.Type;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (zips)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        Assembly assembly = typeof(Assets).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static Asset Read(Assembly assembly, string name)
    {
        using MemoryStream plain = new();
        using (Stream? resource = assembly.GetManifestResourceStream(name))
        {
            resource?.CopyTo(plain);
        }

        using MemoryStream zipped = new();
        using (GZipStream zip = new(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(plain.GetBuffer(), 0, (int)plain.Length);
        }

        return new Asset(plain.ToArray(), zipped.ToArray(), Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/plain; charset=utf-8",
        });
    }

    private sealed record Asset(byte[] Plain, byte[] Zipped, string Type);
}
