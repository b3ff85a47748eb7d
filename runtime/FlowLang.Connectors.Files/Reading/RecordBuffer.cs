using System.Text;

namespace FlowLang.Connectors.Files;

/// <summary>
/// A window over a file's text that grows to hold at least one whole record. It lies pinned, is followed by readable padding for vector
/// loads, and knows whether anything in it needs a closer look (bytes past ASCII, NUL).
/// </summary>
internal sealed unsafe class RecordBuffer : IDisposable
{
    /// <summary>A record longer than this is an error: memory stays bounded whatever a file holds.</summary>
    public const int MaxRecord = 16 << 20;

    private const int InitialSize = 1 << 20;
    private const int Padding = 64;

    private readonly TextFileStream _stream;
    private byte[] _bytes = Allocate(InitialSize);

    public RecordBuffer(TextFileStream stream) => _stream = stream;

    /// <summary>The first byte of the window, at a fixed address until the next <see cref="Refill"/>.</summary>
    public byte* Bytes => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(
        ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_bytes));

    /// <summary>End of the text in the window.</summary>
    public int End { get; private set; }

    /// <summary>True when the window reaches the end of the file.</summary>
    public bool AtEnd { get; private set; }

    public bool HasNonAscii { get; private set; }

    public bool HasNul { get; private set; }

    public TextFileStream Stream => _stream;

    /// <summary>
    /// Moves the text from <paramref name="keepFrom"/> on to the start and reads more after it. False when the record is too long.
    /// </summary>
    public bool Refill(int keepFrom)
    {
        int kept = End - keepFrom;
        byte[] target = _bytes;
        int size = _bytes.Length - Padding;
        if (kept >= MaxRecord)
        {
            return false;
        }

        if (kept > size / 2 && size < MaxRecord)
        {
            target = Allocate(Math.Min(size * 2, MaxRecord));
        }

        _bytes.AsSpan(keepFrom, kept).CopyTo(target);
        _bytes = target;
        End = kept;
        int limit = _bytes.Length - Padding;
        while (End < limit)
        {
            int read = _stream.Read(_bytes.AsSpan(End, limit - End));
            if (read == 0)
            {
                AtEnd = true;
                break;
            }

            End += read;
        }

        _bytes.AsSpan(End, Padding).Clear();
        ReadOnlySpan<byte> text = _bytes.AsSpan(0, End);
        HasNonAscii = !Ascii.IsValid(text);
        HasNul = text.Contains((byte)0);
        return true;
    }

    public void Dispose() => _stream.Dispose();

    private static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size + Padding, pinned: true);
}
