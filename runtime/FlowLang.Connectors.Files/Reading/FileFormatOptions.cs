namespace FlowLang.Connectors.Files;

/// <summary>How a source's files are stored.</summary>
public sealed record FileFormatOptions
{
    /// <summary><c>auto</c> (by the file's first bytes), <c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    public string Compression { get; init; } = "auto";

    /// <summary>Unpacks Zstandard; null in an executable that does not carry the codec.</summary>
    public Func<Stream, Stream>? Zstd { get; init; }

    /// <summary><c>utf-8</c>, <c>utf-16</c>, <c>utf-16be</c>, <c>latin1</c> or <c>windows-1252</c>.</summary>
    public string Encoding { get; init; } = "utf-8";
}
