using System.Security.Cryptography;
using System.Text;

namespace FlowLang.Values.Hashes;

/// <summary>Hashes of texts (as UTF-8) and bytes, in lower-case hexadecimal digits.</summary>
public static class Hash
{
    private const int SmallText = 512;

    private delegate int Algorithm(ReadOnlySpan<byte> source, Span<byte> target);

    // What `md5` names: nothing is protected by it.
#pragma warning disable CA5351
    public static string Md5(Bytes value) => Convert.ToHexStringLower(MD5.HashData(value.Span));

    public static string Md5(string text) => OfText(text, 16, MD5.HashData);
#pragma warning restore CA5351

    public static string Sha256(Bytes value) => Convert.ToHexStringLower(SHA256.HashData(value.Span));

    public static string Sha256(string text) => OfText(text, 32, SHA256.HashData);

    /// <summary>The uuid of a name, version 5.</summary>
    public static Guid Uuid(string name, Guid space) => NameUuid.Of(Encoding.UTF8.GetBytes(name), space);

    private static string OfText(string text, int size, Algorithm algorithm)
    {
        Span<byte> hash = stackalloc byte[size];
        Span<byte> utf8 = stackalloc byte[SmallText];
        algorithm(Encoding.UTF8.TryGetBytes(text, utf8, out int length) ? utf8[..length] : Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }
}
