namespace FlowLang.Values.Reading;

/// <summary>`2024-01-31`.</summary>
public sealed class DateReader : ITextReader<int>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out int value) => TimeSyntax.TryDate(text, out value);
}
