using System.Buffers.Binary;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>A uuid as the engine stores it: it flips the top bit, so that its signed 128-bit order is the order of the text.</summary>
internal static class DuckDbUuid
{
    public static Int128 Of(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt128BigEndian(bytes) ^ Int128.MinValue;
    }
}
