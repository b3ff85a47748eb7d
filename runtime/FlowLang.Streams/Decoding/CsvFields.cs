using System.Text.Unicode;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// The fields of a record that is one line of CSV (RFC 4180; a quote counts at a field's start, the line's end may be there), from the
/// first to the last. An unquoted empty field is null.
/// </summary>
public ref struct CsvFields(ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> _record = Trimmed(record);
    private int _at;
    private string? _bad;

    /// <summary>The field that <see cref="Next"/> came to, without its quotes.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    public bool IsNull { get; private set; }

    /// <summary>How many fields were read.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the bytes are a line of text.</summary>
    public static DecodeError Check(ReadOnlySpan<byte> record) =>
        Trimmed(record).IsEmpty ? DecodeErrors.Malformed("it is empty")
        : !Utf8.IsValid(record) ? DecodeErrors.Malformed("it is not valid UTF-8")
        : record.Contains((byte)0) ? DecodeErrors.Malformed("it has a NUL character")
        : DecodeError.None;

    /// <summary>Goes to the next field; false behind the last one and where the record can't be read on.</summary>
    public bool Next()
    {
        if (_at > _record.Length || _bad is not null)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _record[_at..];
        Count++;
        if (rest is [(byte)'"', ..])
        {
            return Quoted(rest);
        }

        int end = rest.IndexOfAny(",\r\n"u8);
        if (end >= 0 && rest[end] != ',')
        {
            _bad = "it is more than one line";
            return false;
        }

        Text = end < 0 ? rest : rest[..end];
        IsNull = Text.IsEmpty;
        _at = end < 0 ? _record.Length + 1 : _at + end + 1;
        return true;
    }

    /// <summary>Reads to the end: why the record has not so many fields.</summary>
    public DecodeError End(int expected)
    {
        while (Next())
        {
        }

        return _bad is not null ? DecodeErrors.Malformed(_bad)
            : Count != expected ? DecodeErrors.Malformed($"it has {Count} fields where {expected} are expected")
            : DecodeError.None;
    }

    private bool Quoted(ReadOnlySpan<byte> rest)
    {
        int end = 1;
        bool isEscaped = false;
        while (true)
        {
            int quote = rest[end..].IndexOf((byte)'"');
            if (quote < 0)
            {
                _bad = "a quote is not closed";
                return false;
            }

            end += quote;
            if (end + 1 >= rest.Length || rest[end + 1] != '"')
            {
                break;
            }

            isEscaped = true;
            end += 2;
        }

        if (end + 1 < rest.Length && rest[end + 1] != ',')
        {
            _bad = rest[end + 1] is (byte)'\r' or (byte)'\n' ? "it is more than one line" : "there is text after a closing quote";
            return false;
        }

        Text = isEscaped ? Unescaped(rest[1..end]) : rest[1..end];
        IsNull = false;
        _at += end + 2;
        return true;
    }

    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text)
    {
        byte[] plain = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            plain[length++] = text[i];
            i += text[i] == '"' ? 1 : 0;
        }

        return plain.AsSpan(0, length);
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> record) =>
        record is [.. var line, (byte)'\r', (byte)'\n'] ? line : record is [.. var other, (byte)'\n'] ? other : record;
}
