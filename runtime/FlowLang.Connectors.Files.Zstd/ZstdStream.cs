using ZstdSharp;

namespace FlowLang.Connectors.Files;

/// <summary>
/// What Zstandard frames (RFC 8878) hold, one frame after another. Damage and an early end are an <see cref="InvalidDataException"/>.
/// An assembly of its own, so that only executables that read such files carry the codec.
/// </summary>
public sealed class ZstdStream : Stream
{
    private readonly DecompressionStream _text;

    private ZstdStream(Stream stored) => _text = new DecompressionStream(stored, checkEndOfStream: true, leaveOpen: false);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Unpacks <paramref name="stored"/>, which is closed together with what is given back.</summary>
    public static Stream Open(Stream stored) => new ZstdStream(stored);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _text.Read(buffer);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("it ends in the middle of a frame", e);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
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
