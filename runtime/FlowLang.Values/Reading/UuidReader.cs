using System.Buffers.Text;

namespace FlowLang.Values.Reading;

/// <summary>Five groups of hexadecimal digits with hyphens, in any case.</summary>
public sealed class UuidReader : ITextReader<Guid>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out Guid value)
    {
        value = default;
        return text.Length == 36 && Utf8Parser.TryParse(text, out value, out int used, 'D') && used == 36;
    }
}
