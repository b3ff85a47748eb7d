using System.Buffers;
using System.Buffers.Text;
using FlowLang.Values;

namespace FlowLang.Streams.Decoding;

/// <summary>Bytes as RFC 4648 base64 with its padding and nothing else.</summary>
internal static class EncodedBytes
{
    public static bool TryRead(ReadOnlySpan<byte> text, out Bytes value)
    {
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        bool isRead = TryRead(text, bytes, out int length);
        value = isRead ? new(length == bytes.Length ? bytes : bytes[..length]) : default;
        return isRead;
    }

    /// <param name="target">Large enough.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<byte> target, out int length)
    {
        length = 0;
        return text.IndexOfAny(" \t\r\n"u8) < 0
            && Base64.DecodeFromUtf8(text, target, out _, out length) == OperationStatus.Done;
    }
}
