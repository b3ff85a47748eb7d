using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class FormatInstant : ScalarFunction
{
    public override string Name => "format_instant";

    public override string Category => "time";

    public override string Summary => "The instant as text in a format of your own, on the clocks of the zone `tz`.";

    public override string Remarks =>
        "Tokens: `yyyy MM MMM MMMM dd EEE EEEE HH hh a mm ss SSS SSSSSS`; names are English; text stands in single " +
        "quotes, other letters are not allowed.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Instant("x"), FunctionParameter.Literal("format", TextType.Instance),
            FunctionParameter.TimeZone) with
        { Overflows = arguments => !TimeZones.IsUtc(arguments[2]) },
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("format_instant(2024-03-10T06:05:09Z, \"yyyy-MM-dd HH:mm:ss\")", "\"2024-03-10 06:05:09\""),
        new("format_instant(2024-03-10T18:05Z, \"EEE, dd MMM yyyy hh:mm a\", tz: \"America/New_York\")", "\"Sun, 10 Mar 2024 02:05 PM\""),
    ];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure(SparkTimeFormat.Print);

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure(Value);

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure(call =>
        $"to_char({PostgresZones.ToLocal(call.Arguments[0], call.Arguments[2])}, " +
        $"{SqlText.Quote(TimeFormat.Of(call.Constants[1]).ToPostgres())})");

    public override bool FailsByOverflowOnly => true;

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        TimeFormat.Check(arguments[1]) ?? TimeZones.Check(arguments[2]);

    private static string Value(SqlCall call)
    {
        string format = SqlText.Quote(TimeFormat.Of(call.Constants[1]).ToDirectives());
        return $"strftime({ZoneSql.ToLocal(call.Arguments[0], call.Arguments[2])}, {format})";
    }

    public override CSharpMapping CSharp => new(call => call.Constants[2] is "UTC"
        ? new CSharpForm($"{CSharpTimes.Pattern(call)}.Write({call.Arguments[0]})")
        : call.TryWith($"{CSharpTimes.Pattern(call)}.TryWrite", call.Arguments[0], call.Zone(2)));
}
