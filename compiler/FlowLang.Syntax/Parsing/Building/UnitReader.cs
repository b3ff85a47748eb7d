using System.Globalization;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Numbers with units: durations and sizes.</summary>
internal static class UnitReader
{
    public static DurationLiteralSyntax Duration(TextSpan span, DiagnosticBag diagnostics)
    {
        try
        {
            return ReadDuration(span);
        }
        catch (OverflowException)
        {
            diagnostics.Add(SyntaxDiagnostics.NumberOutOfRange(span, "durations go to about 290,000 years"));
            return new DurationLiteralSyntax(0, 0, 0, span);
        }
    }

    public static SizeLiteralSyntax Size(TextSpan span, DiagnosticBag diagnostics)
    {
        try
        {
            string text = span.Text;
            int i = 0;
            return new SizeLiteralSyntax(checked(Number(text, ref i) * Bytes(text[i..])), span);
        }
        catch (OverflowException)
        {
            diagnostics.Add(SyntaxDiagnostics.NumberOutOfRange(span, "sizes are below 8 EiB"));
            return new SizeLiteralSyntax(0, span);
        }
    }

    private static DurationLiteralSyntax ReadDuration(TextSpan span)
    {
        string text = span.Text;
        int months = 0;
        int days = 0;
        long microseconds = 0;
        for (int i = 0; i < text.Length;)
        {
            long number = Number(text, ref i);
            int start = i;
            while (i < text.Length && char.IsAsciiLetter(text[i]))
            {
                i++;
            }

            checked
            {
                switch (text[start..i])
                {
                    case "y":
                        months += (int)(number * 12);
                        break;
                    case "mo":
                        months += (int)number;
                        break;
                    case "w":
                        days += (int)(number * 7);
                        break;
                    case "d":
                        days += (int)number;
                        break;
                    case var unit:
                        microseconds += number * Microseconds(unit);
                        break;
                }
            }
        }

        return new DurationLiteralSyntax(months, days, microseconds, span);
    }

    private static long Microseconds(string unit) => unit switch
    {
        "h" => 3_600_000_000,
        "m" => 60_000_000,
        "s" => 1_000_000,
        "ms" => 1_000,
        _ => 1,
    };

    private static long Bytes(string unit) => unit switch
    {
        "TiB" => 1L << 40,
        "GiB" => 1L << 30,
        "MiB" => 1L << 20,
        "KiB" => 1L << 10,
        "TB" => 1_000_000_000_000,
        "GB" => 1_000_000_000,
        "MB" => 1_000_000,
        "KB" => 1_000,
        _ => 1,
    };

    private static long Number(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '_'))
        {
            i++;
        }

        return long.Parse(text[start..i].Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
