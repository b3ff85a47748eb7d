using System.Text;

namespace FlowLang.Values.Reading;

/// <summary>`true` and `false` in any case.</summary>
public sealed class BoolReader : ITextReader<byte>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out byte value)
    {
        value = text.Length == 4 ? (byte)1 : (byte)0;
        return text.Length switch
        {
            4 => Ascii.EqualsIgnoreCase(text, "true"u8),
            5 => Ascii.EqualsIgnoreCase(text, "false"u8),
            _ => false,
        };
    }
}
