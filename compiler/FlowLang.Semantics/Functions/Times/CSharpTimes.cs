using System.Diagnostics;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

/// <summary>Parts, starts and formats of times in C#.</summary>
internal static class CSharpTimes
{
    /// <summary>`extract`.</summary>
    public static string Part(CSharpCall call)
    {
        string x = call.Arguments is [_, _, _] && call.Constants[2] is not "UTC"
            ? $"{call.Zone(2)}.Local({call.Arguments[0]})"
            : call.Arguments[0];
        string time = call.Types[0].Type is DateType ? $"Calendar.Midnight({x})" : x;
        return call.Arguments[1] switch
        {
            "quarter" => $"Calendar.Quarter({time})",
            "week" => $"Calendar.Week({time})",
            "day_of_week" => $"Calendar.DayOfWeek({time})",
            "day_of_year" => $"(long){x}.DayOfYear",
            "microsecond" => $"Calendar.Microsecond({x})",
            var part => $"(long){x}.{char.ToUpperInvariant(part[0])}{part[1..]}",
        };
    }

    /// <summary>`trunc`.</summary>
    public static CSharpForm Start(CSharpCall call)
    {
        (string x, string unit) = (call.Arguments[0], call.Arguments[1]);
        string start = $"Calendar.StartOf{char.ToUpperInvariant(unit[0])}{unit[1..]}";
        bool isWithinDay = TimeUnits.MicrosecondsOf(unit) is not null;
        string ticks = $"TimeSpan.TicksPer{char.ToUpperInvariant(unit[0])}{unit[1..]}";
        return call.Types[0].Type switch
        {
            DateType => new CSharpForm($"Calendar.DateOf({start}(Calendar.Midnight({x})))"),
            InstantType when call.Constants[2] is not "UTC" => isWithinDay
                ? call.TryWith($"{call.Zone(2)}.TryTruncate", x, ticks)
                : call.TryWith($"{call.Zone(2)}.TryStartOf", x, start),
            _ => new CSharpForm(isWithinDay ? $"Calendar.Truncate({x}, {ticks})" : $"{start}({x})"),
        };
    }

    /// <summary>A field with the format.</summary>
    public static string Pattern(CSharpCall call) => call.Constants[1] is string format
        ? call.Field("format", "TimePattern", $"new({CSharpText.Quote(TimeFormat.Of(format).ToDotNet())})")
        : throw new UnreachableException("The format is a literal.");
}
