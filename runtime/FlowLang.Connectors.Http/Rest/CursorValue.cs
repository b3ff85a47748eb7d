using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>The highest value of a cursor's column. A value that is not of its type is no value: its record is a bad one.</summary>
internal sealed partial class CursorValue(ColumnKind kind)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private long _number = long.MinValue;
    private byte[]? _text;

    /// <summary>In the form that is kept and sent; null where there was no value.</summary>
    public string? Highest => kind switch
    {
        ColumnKind.Text => _text is null ? null : Encoding.UTF8.GetString(_text),
        _ => _number == long.MinValue ? null : Print(_number),
    };

    public void Offer(ReadOnlySpan<byte> value)
    {
        if (kind == ColumnKind.Text)
        {
            // Order of UTF-8 bytes is order of code points.
            if (Utf8.IsValid(value) && !value.IsEmpty && value.SequenceCompareTo(_text) > 0)
            {
                _text = value.ToArray();
            }
        }
        else if (Parse(value) is { } number && number > _number)
        {
            _number = number;
        }
    }

    /// <summary>A kept value moved back in time; as it is where that means nothing.</summary>
    public string Before(string kept, TimeSpan overlap) =>
        overlap > TimeSpan.Zero && kind is ColumnKind.Instant or ColumnKind.DateTime && Parse(Encoding.UTF8.GetBytes(kept)) is { } ticks
            ? Print(Math.Max(0, ticks - overlap.Ticks))
            : kept;

    private long? Parse(ReadOnlySpan<byte> value)
    {
        switch (kind)
        {
            case ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64:
                return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
            case ColumnKind.Instant or ColumnKind.DateTime or ColumnKind.Date:
                string text = Fraction().Replace(Encoding.UTF8.GetString(value), "${kept}");
                return text.Length >= 10 && text[4] == '-' && DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTime time)
                    ? time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond)
                    : null;
            default:
                return null;
        }
    }

    private string Print(long value)
    {
        if (kind is ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        string fraction = value % TimeSpan.TicksPerSecond == 0 ? "" : ".ffffff";
        string form = kind switch
        {
            ColumnKind.Date => "yyyy-MM-dd",
            ColumnKind.Instant => $"yyyy-MM-dd'T'HH:mm:ss{fraction}'Z'",
            _ => $"yyyy-MM-dd'T'HH:mm:ss{fraction}",
        };
        return new DateTime(value, DateTimeKind.Utc).ToString(form, CultureInfo.InvariantCulture);
    }

    // More digits than microseconds have.
    [GeneratedRegex(@"(?<kept>\.[0-9]{6})[0-9]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Fraction();
}
