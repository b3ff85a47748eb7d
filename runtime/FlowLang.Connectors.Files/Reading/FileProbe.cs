using System.Text;

namespace FlowLang.Connectors.Files;

/// <summary>Looks at a file's first bytes for what it really is, so that the message names the cause and not its symptom.</summary>
internal static class FileProbe
{
    /// <summary>Refuses a file whose stored bytes are certainly not text of <paramref name="expected"/> (compressed or plain).</summary>
    public static void CheckStored(string source, DataFile file, ReadOnlySpan<byte> head, string expected)
    {
        if (file.Length == 0)
        {
            throw FileErrors.Empty(source, file.Name);
        }

        if (head.StartsWith("version https://git-lfs"u8))
        {
            throw FileErrors.LfsPointer(source, file.Name);
        }

        string? archive =
            head.StartsWith("PK\u0003\u0004"u8) ? "a ZIP archive"
            : head.StartsWith("BZh"u8) ? "compressed with bzip2, which can't be read"
            : head.StartsWith("PAR1"u8) ? "Parquet"
            : null;
        if (archive is not null && archive != expected)
        {
            throw FileErrors.WrongContent(source, file.Name, archive, expected);
        }
    }

    /// <summary>Refuses text that is HTML, UTF-16 or binary. <paramref name="head"/> is what decompression gave.</summary>
    public static void CheckText(string source, DataFile file, ReadOnlySpan<byte> head, string expected)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw FileErrors.Encoding(source, file.Name, "UTF-16", head[0] == 0xFF ? "utf-16" : "utf-16be");
        }

        string start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 256)]).TrimStart("\u00EF\u00BB\u00BF \r\n\t".ToCharArray());
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            throw FileErrors.WrongContent(source, file.Name, "HTML", expected);
        }

        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
        {
            throw FileErrors.WrongContent(source, file.Name, "XML", expected);
        }

        if (start.StartsWith("version https://git-lfs", StringComparison.Ordinal))
        {
            throw FileErrors.LfsPointer(source, file.Name);
        }

        int zeros = head.Count((byte)0);
        if (zeros * 5 > head.Length)
        {
            throw FileErrors.WrongContent(source, file.Name, "binary or UTF-16 without a byte order mark", expected);
        }
    }
}
