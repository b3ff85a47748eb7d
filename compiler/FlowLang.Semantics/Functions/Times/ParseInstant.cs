using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class ParseInstant : ScalarFunction
{
    public override string Name => "parse_instant";

    public override string Category => "time";

    public override string Summary => "The instant that a text of a given format names, on the clocks of the zone `tz`.";

    public override string Remarks =>
        "Tokens: `yyyy MM MMM MMMM dd EEE EEEE HH hh a mm ss SSS SSSSSS`; names are English; text stands in single " +
        "quotes, other letters are not allowed. Every token takes exactly its digits; what the format leaves out " +
        "is 1 January 1970, midnight.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(InstantType.Instance, FunctionParameter.Text("x"), FunctionParameter.Literal("format", TextType.Instance),
            FunctionParameter.TimeZone)
        .Failing(),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("parse_instant(\"10.03.2024 06:05\", \"dd.MM.yyyy HH:mm\")", "2024-03-10T06:05Z"),
        new("parse_instant(\"2024-3-10\", \"yyyy-MM-dd\")", "fails"),
        new("parse_instant(\"2024-02-30\", \"yyyy-MM-dd\")", "fails"),
    ];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure(SparkTimeFormat.Read);

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure(Value);

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure(PostgresValue);

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        TimeFormat.CheckForParsing(arguments[1]) ?? TimeZones.Check(arguments[2]);

    private static string Value(SqlCall call) =>
        ZoneSql.ToInstant(TimeFormat.Of(call.Constants[1]).ToDateTime(call.Arguments[0]), call.Arguments[2]);

    private static string PostgresValue(SqlCall call)
    {
        TimeFormat format = TimeFormat.Of(call.Constants[1]);
        string parts = $"regexp_match({PostgresSql.ByCodePoint(call.Arguments[0])}, {SqlText.Quote(format.ToGroups())})";
        return PostgresZones.ToInstant($"flow.parse_datetime_1({parts}, {PostgresSql.Names(format.Tokens)})", call.Arguments[2]);
    }

    public override CSharpMapping CSharp => new(call => call.Constants[2] is "UTC"
        ? call.TryWith($"{CSharpTimes.Pattern(call)}.TryRead", call.Arguments[0])
        : call.TryWith($"{CSharpTimes.Pattern(call)}.TryRead", call.Arguments[0], call.Zone(2)));
}
