namespace FlowLang.Values.Reading;

/// <summary>Reads a value of one type from UTF-8 text, strictly: nothing is trimmed, nothing is guessed.</summary>
public interface ITextReader<T>
    where T : unmanaged
{
    static abstract bool TryRead(ReadOnlySpan<byte> text, out T value);
}
