using System.Text;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Workspaces;

/// <summary>Bytes of a `.flow` file to text: UTF-8 with or without a byte order mark; anything else is a diagnostic.</summary>
public static class SourceDecoder
{
    /// <summary>Bytes; programs are small, and a dump given by mistake should not be parsed.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (SourceText Text, Diagnostic? Mistake) Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (Foreign(bytes) is { } found)
        {
            SourceText empty = new(path, "");
            return (empty, WorkspaceDiagnostics.NotText(empty.Span(0, 0), found));
        }

        ReadOnlySpan<byte> content = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            return (new SourceText(path, Strict.GetString(content)), null);
        }
        catch (DecoderFallbackException)
        {
            return (new SourceText(path, Encoding.UTF8.GetString(content)) { HasInvalidUtf8 = true }, null);
        }
    }

    private static string? Foreign(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return "UTF-16";
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return "a gzip file";
        }

        return bytes.Contains((byte)0) ? "binary data (it has NUL bytes)" : null;
    }
}
