using System.IO.Compression;

namespace FlowLang.Connectors.Files;

/// <summary>How a text file is compressed, and the text inside of it.</summary>
internal static class Unpacking
{
    private const string None = "none";
    private const string Gzip = "gzip";
    private const string Zstd = "zstd";

    /// <summary><c>none</c>, <c>gzip</c> or <c>zstd</c>: what the options say, or for <c>auto</c> the file's first bytes.</summary>
    public static string MethodOf(string source, DataFile file, FileFormatOptions options, ReadOnlySpan<byte> head, string expected)
    {
        string found = head switch
        {
            [0x1F, 0x8B, ..] => Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => Zstd,
            _ => None,
        };
        string method = options.Compression switch
        {
            "auto" => found,
            "none" => None,
            "gzip" or "gz" => Gzip,
            "zstd" or "zst" => Zstd,
            var other => throw FileErrors.UnknownOption(source, "compression", other, "auto, none, gzip, zstd"),
        };
        return found == method || found == None
            ? method
            : throw FileErrors.WrongContent(source, file.Name, $"compressed with {found}", $"{expected} with `compression: {method}`");
    }

    public static Stream Open(string source, DataFile file, FileFormatOptions options, FileStream stored, string method) => method switch
    {
        Gzip => StrictGzip.IsStrict ? new GZipStream(stored, CompressionMode.Decompress) : new CountedGzipStream(stored),
        Zstd => options.Zstd?.Invoke(stored) ?? throw FileErrors.NoZstd(source, file.Name),
        _ => stored,
    };
}
