using System.IO.Compression;

namespace FlowLang.Connectors.Files;

/// <summary>A gzip file of one member that checks its length at the end, for where <see cref="StrictGzip"/> came too late.</summary>
internal sealed class CountedGzipStream(FileStream stored) : Stream
{
    private readonly GZipStream _text = new(stored, CompressionMode.Decompress);
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = _text.Read(buffer);
        _length += read;
        return read > 0 || buffer.IsEmpty || StrictGzip.EndsWithLength(stored, _length)
            ? read
            : throw new InvalidDataException("it does not have the length that its end says");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
        }

        base.Dispose(disposing);
    }
}
