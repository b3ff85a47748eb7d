using System.Security.Cryptography;
using System.Text;

namespace FlowLang.Values.Hashes;

/// <summary>Version 5 of RFC 9562: a uuid that stands for a name in a namespace.</summary>
public static class NameUuid
{
    // The RFC prescribes SHA-1; nothing is protected by it.
#pragma warning disable CA5350
    public static Guid Of(ReadOnlySpan<byte> name, Guid space)
    {
        byte[] input = new byte[16 + name.Length];
        space.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input.AsSpan(16));
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
#pragma warning restore CA5350

    public static bool TryReadNamespace(ReadOnlySpan<byte> text, out Guid space) =>
        Guid.TryParseExact(Encoding.UTF8.GetString(text), "D", out space);
}
