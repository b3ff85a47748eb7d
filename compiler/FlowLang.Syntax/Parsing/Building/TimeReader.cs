using System.Globalization;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Dates, times of day, wall clocks and points in time, to the microsecond, of the years 0001 to 9999.</summary>
internal static class TimeReader
{
    public static LiteralSyntax Read(int type, TextSpan span, DiagnosticBag diagnostics)
    {
        string text = span.Text;
        LiteralSyntax? literal = type switch
        {
            DATE => Date(text) is { } date ? new DateLiteralSyntax(date, span) : null,
            TIME => Time(text) is { } time ? new TimeLiteralSyntax(time, span) : null,
            DATETIME => WallClock(text) is { } clock ? new DateTimeLiteralSyntax(clock, span) : null,
            _ => Instant(text) is { } instant ? new InstantLiteralSyntax(instant, span) : null,
        };
        if (literal is not null)
        {
            return literal;
        }

        diagnostics.Add(SyntaxDiagnostics.NotInCalendar(span, Kind(type))
            .Note("dates: 2024-02-29; times: 23:59:59.999999; wall clocks: 2024-02-29T12:00; "
                + "points in time: 2024-02-29T12:00Z, +02:00 instead of Z")
            .Why(Fraction(text) > 6 ? "times go to the microsecond: six digits" : null));
        return type switch
        {
            DATE => new DateLiteralSyntax(DateOnly.MinValue, span),
            TIME => new TimeLiteralSyntax(0, span),
            DATETIME => new DateTimeLiteralSyntax(DateTime.MinValue, span),
            _ => new InstantLiteralSyntax(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), span),
        };
    }

    private static string Kind(int type) => type switch
    {
        DATE => "date",
        TIME => "time of day",
        DATETIME => "date and time of day",
        _ => "point in time",
    };

    private static int Fraction(string text) =>
        text.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? text.Skip(dot + 1).TakeWhile(char.IsAsciiDigit).Count() : 0;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static long? Time(string text)
    {
        int hour = int.Parse(text.AsSpan(0, 2), CultureInfo.InvariantCulture);
        int minute = int.Parse(text.AsSpan(3, 2), CultureInfo.InvariantCulture);
        int second = text.Length > 5 ? int.Parse(text.AsSpan(6, 2), CultureInfo.InvariantCulture) : 0;
        int digits = Fraction(text);
        if (hour > 23 || minute > 59 || second > 59 || digits > 6)
        {
            return null;
        }

        long fraction = digits == 0 ? 0 : long.Parse(text.AsSpan(9).ToString().PadRight(6, '0'), CultureInfo.InvariantCulture);
        return ((((hour * 60L) + minute) * 60) + second) * 1_000_000 + fraction;
    }

    private static DateTime? WallClock(string text) =>
        Date(text[..10]) is { } date && Time(text[11..]) is { } time
            ? date.ToDateTime(TimeOnly.MinValue).AddTicks(time * TimeSpan.TicksPerMicrosecond)
            : null;

    private static DateTime? Instant(string text)
    {
        bool isUtc = text[^1] == 'Z';
        if (WallClock(isUtc ? text[..^1] : text[..^6]) is not { } clock)
        {
            return null;
        }

        TimeSpan offset = TimeSpan.Zero;
        if (!isUtc)
        {
            int hours = int.Parse(text.AsSpan(text.Length - 5, 2), CultureInfo.InvariantCulture);
            int minutes = int.Parse(text.AsSpan(text.Length - 2, 2), CultureInfo.InvariantCulture);
            if (hours > 18 || minutes > 59)
            {
                return null;
            }

            offset = new TimeSpan(hours, minutes, 0) * (text[^6] == '-' ? -1 : 1);
        }

        long ticks = clock.Ticks - offset.Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? null : new DateTime(ticks, DateTimeKind.Utc);
    }
}
