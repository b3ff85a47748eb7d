using System.Buffers.Binary;
using System.Buffers.Text;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>Five groups of hexadecimal digits with hyphens, in any case.</summary>
internal sealed class UuidReader : ITextReader<Int128>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out Int128 value)
    {
        value = default;
        if (text.Length != 36 || !Utf8Parser.TryParse(text, out Guid guid, out int used, 'D') || used != 36)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);

        // DuckDB flips the top bit, so that its signed 128-bit order is the order of the text.
        value = BinaryPrimitives.ReadInt128BigEndian(bytes) ^ Int128.MinValue;
        return true;
    }
}
