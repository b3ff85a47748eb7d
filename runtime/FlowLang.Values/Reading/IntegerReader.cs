namespace FlowLang.Values.Reading;

/// <summary>An optional sign and decimal digits.</summary>
public sealed class IntegerReader : ITextReader<short>, ITextReader<int>, ITextReader<long>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        ReadOnlySpan<byte> digits = negative || (!text.IsEmpty && text[0] == '+') ? text[1..] : text;
        if (digits.IsEmpty)
        {
            return false;
        }

        ulong magnitude = 0;
        foreach (byte character in digits)
        {
            uint digit = (uint)character - '0';
            if (digit > 9 || magnitude > 922337203685477580)
            {
                return false;
            }

            magnitude = (magnitude * 10) + digit;
        }

        value = negative ? (long)(0 - magnitude) : (long)magnitude;
        return magnitude <= (negative ? 1UL << 63 : (1UL << 63) - 1);
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        bool read = TryRead(text, out long wide);
        value = (int)wide;
        return read && value == wide;
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out short value)
    {
        bool read = TryRead(text, out long wide);
        value = (short)wide;
        return read && value == wide;
    }
}
