using System.Text;

namespace FlowLang.Connectors.Files;

/// <summary>
/// A source file's text as UTF-8 bytes without a byte order mark: decompressed and, where an encoding is given, transcoded.
/// </summary>
internal sealed class TextFileStream : IDisposable
{
    private const int HeadSize = 8192;

    private static readonly FileStreamOptions s_sequential = new()
    {
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 1 << 16,
        Options = FileOptions.SequentialScan,
    };

    private readonly string _source;
    private readonly FileStream _stored;
    private readonly Stream _text;
    private readonly byte[] _head;
    private int _headAt;

    private TextFileStream(string source, DataFile file, FileStream stored, Stream text, string method, byte[] head)
    {
        _source = source;
        File = file;
        _stored = stored;
        _text = text;
        Method = method;
        _head = head;
        _headAt = head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
    }

    public DataFile File { get; }

    /// <summary>How it is compressed: <c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    public string Method { get; }

    /// <summary>Stored bytes read so far.</summary>
    public long StoredPosition => _stored.CanRead ? _stored.Position : File.Length;

    public static TextFileStream Open(string source, DataFile file, FileFormatOptions options, string expected)
    {
        FileStream? stored = null;
        string method = "";
        try
        {
            stored = new FileStream(file.Path, s_sequential);
            byte[] first = Read(stored, 512);
            FileProbe.CheckStored(source, file, first, expected);
            stored.Position = 0;
            method = Unpacking.MethodOf(source, file, options, first, expected);
            Stream plain = Unpacking.Open(source, file, options, stored, method);
            Encoding? encoding = EncodingOf(source, options);
            Stream text = encoding is null ? plain : Encoding.CreateTranscodingStream(plain, encoding, new UTF8Encoding(false));
            byte[] head = Read(text, HeadSize);
            if (head.Length == 0)
            {
                throw FileErrors.Empty(source, file.Name);
            }

            FileProbe.CheckText(source, file, head, expected);
            return new TextFileStream(source, file, stored, text, method, head);
        }
        catch (Exception e)
        {
            stored?.Dispose();
            throw Translate(e, source, file, method);
        }
    }

    /// <summary>Reads into <paramref name="buffer"/>; 0 at the end of the file, which must be the file that was opened.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_headAt < _head.Length)
        {
            int count = Math.Min(buffer.Length, _head.Length - _headAt);
            _head.AsSpan(_headAt, count).CopyTo(buffer);
            _headAt += count;
            return count;
        }

        try
        {
            int read = _text.Read(buffer);
            return read == 0 && File.HasChanged() ? throw FileErrors.Changed(_source, File.Name) : read;
        }
        catch (Exception e)
        {
            throw Translate(e, _source, File, Method);
        }
    }

    public void Dispose()
    {
        _text.Dispose();
        _stored.Dispose();
    }

    private static byte[] Read(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        return bytes[..stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false)];
    }

    private static Exception Translate(Exception e, string source, DataFile file, string method) => e switch
    {
        Runtime.FlowException => e,
        InvalidDataException or EndOfStreamException => FileErrors.Truncated(source, file.Name, $"{method}: {e.Message}"),
        UnauthorizedAccessException or IOException => FileErrors.CannotRead(source, file.Name, e.Message),
        _ => e,
    };

    private static Encoding? EncodingOf(string source, FileFormatOptions options) => options.Encoding.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" => null,
        "utf-16" or "utf-16le" => Encoding.Unicode,
        "utf-16be" => Encoding.BigEndianUnicode,
        "latin1" or "latin-1" or "iso-8859-1" => Encoding.Latin1,
        "windows-1252" or "cp1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        _ => throw FileErrors.UnknownOption(source, "encoding", options.Encoding, "utf-8, utf-16, utf-16be, latin1, windows-1252"),
    };
}
