using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Aggregates;
using FlowLang.Semantics.Functions.Analytics;
using FlowLang.Semantics.Functions.Collections;
using FlowLang.Semantics.Functions.Hashes;
using FlowLang.Semantics.Functions.JsonValues;
using FlowLang.Semantics.Functions.Numbers;
using FlowLang.Semantics.Functions.Texts;
using FlowLang.Semantics.Functions.Times;

namespace FlowLang.Semantics.Functions;

/// <summary>Every function of the language. The list is kept by hand,
/// since searching an assembly costs start-up time; a test checks it.</summary>
public static class FunctionCatalogue
{
    public static ImmutableArray<FlowFunction> All { get; } =
    [
        new Abs(), new Ceil(), new Exp(), new Floor(), new Greatest(), new Least(), new Ln(), new Log10(), new Power(),
        new Round(), new Sign(), new Sqrt(),
        new Contains(), new EndsWith(), new LeftPad(), new LeftTrim(), new Length(), new Lower(), new Matches(), new Position(),
        new RegexpExtract(), new RegexpReplace(), new Replace(), new Reverse(), new RightPad(), new RightTrim(), new SplitPart(),
        new StartsWith(), new Substring(), new ToText(), new Trim(), new Upper(),
        new Add(), new AtZone(), new DaysBetween(), new Extract(), new FormatInstant(), new HoursBetween(), new MakeDate(),
        new MinutesBetween(), new MonthsBetween(), new Now(), new ParseInstant(), new SecondsBetween(), new ToZone(), new Trunc(),
        new BoolAt(), new FloatAt(), new Get(), new IntAt(), new ParseJson(), new TextAt(),
        new ArrayConcat(), new ArrayJoin(), new ArraySlice(), new ArraySort(), new MapKeys(), new MapValues(),
        new Md5(), new Sha256(), new Uuid(),
        new Any(), new ApproxCountDistinct(), new ArrayAgg(), new Avg(), new AvgIf(), new Count(), new CountDistinct(),
        new CountIf(), new First(), new Last(), new Max(), new MaxIf(), new Median(), new Min(), new MinIf(), new Percentile(),
        new PercentileDisc(), new StdDev(), new StringAgg(), new Sum(), new SumIf(), new Variance(),
        new DenseRank(), new FirstValue(), new Lag(), new LastValue(), new Lead(), new Ntile(), new Rank(), new RowNumber(),
    ];

    // After All, which it reads.
    private static readonly Dictionary<string, FlowFunction> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static FlowFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
