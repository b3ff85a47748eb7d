namespace FlowLang.Values.Reading;

/// <summary>`10:30`, `10:30:59.25`.</summary>
public sealed class TimeReader : ITextReader<long>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out long value) =>
        TimeSyntax.TryTime(text, out value, out ReadOnlySpan<byte> rest) && rest.IsEmpty;
}
