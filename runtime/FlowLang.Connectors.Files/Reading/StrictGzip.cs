using System.IO.Compression;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Makes .NET notice a gzip file that was cut off, which by default it takes for a shorter one. The switch only counts before the process's
/// first stream, so it is tried out.
/// </summary>
internal static class StrictGzip
{
    static StrictGzip()
    {
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        IsStrict = NoticesTruncation();
    }

    /// <summary>When false, the length at the end of the file must be compared instead.</summary>
    public static bool IsStrict { get; }

    /// <summary>
    /// Whether a file's last four bytes are the length of its text modulo 2^32, as in a whole file of one member (RFC 1952).
    /// </summary>
    public static bool EndsWithLength(Stream stored, long length)
    {
        Span<byte> tail = stackalloc byte[4];
        stored.Seek(-4, SeekOrigin.End);
        stored.ReadExactly(tail);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(tail) == (uint)length;
    }

    private static bool NoticesTruncation()
    {
        using var whole = new MemoryStream();
        using (var compress = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
        {
            compress.Write(new byte[64]);
        }

        whole.SetLength(whole.Length - 9);
        whole.Position = 0;
        try
        {
            using var read = new GZipStream(whole, CompressionMode.Decompress);
            read.CopyTo(Stream.Null);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
