using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FlowLang.GoogleCloud;

/// <summary>CRC32C (Castagnoli), the checksum that services of Google Cloud keep of what they store.</summary>
internal static class Crc32cSum
{
    private const int BufferSize = 1 << 20;

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(uint.MaxValue, bytes);

    public static async Task<uint> OfFileAsync(string path, CancellationToken cancel)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        return await OfAsync(file, cancel);
    }

    /// <summary>Of what follows in a stream.</summary>
    public static async Task<uint> OfAsync(Stream stream, CancellationToken cancel)
    {
        byte[] buffer = new byte[BufferSize];
        uint sum = uint.MaxValue;
        while (await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel) is > 0 and var count)
        {
            sum = Add(sum, buffer.AsSpan(0, count));
        }

        return ~sum;
    }

    /// <summary>As Cloud Storage writes it: big-endian, in base64.</summary>
    public static string Text(uint sum)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, sum);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Null where the text is no checksum.</summary>
    public static uint? Parse(string? text)
    {
        Span<byte> bytes = stackalloc byte[4];
        return text is not null && Convert.TryFromBase64String(text, bytes, out int count) && count == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : null;
    }

    /// <summary>The checksum among <c>x-goog-hash</c> headers: <c>crc32c=AAAAAA==,md5=…</c>.</summary>
    public static uint? Of(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-goog-hash", out IEnumerable<string>? values)
            ? values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries))
                .Where(v => v.StartsWith("crc32c=", StringComparison.Ordinal))
                .Select(v => Parse(v["crc32c=".Length..]))
                .FirstOrDefault()
            : null;

    private static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            sum = BitOperations.Crc32C(sum, rest);
        }

        return sum;
    }
}
