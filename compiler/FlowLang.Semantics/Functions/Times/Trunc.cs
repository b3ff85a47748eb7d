using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class Trunc : ScalarFunction
{
    public override string Name => "trunc";

    public override string Category => "time";

    public override string Summary => "The start of the hour, day, week … in which x lies.";

    public override string Remarks =>
        "Weeks start on Monday. Of an instant it is the hour or day of the zone `tz`; a day begins with its first " +
        "moment there, also where midnight is skipped or comes twice.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(DateType.Instance, FunctionParameter.Date("x"), TimeUnits.DateUnit),
        Overload.To(DateTimeType.Instance, FunctionParameter.DateTime("x"), TimeUnits.Unit),
        Overload.To(InstantType.Instance, FunctionParameter.Instant("x"), TimeUnits.Unit, FunctionParameter.TimeZone) with
        { Overflows = arguments => !TimeZones.IsUtc(arguments[2]) },
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("trunc(2024-03-10T06:45Z, hour)", "2024-03-10T06:00Z"),
        new("trunc(2024-03-10T03:30Z, day, tz: \"America/New_York\")", "2024-03-09T05:00Z"),
        new("trunc(2024-03-10, week)", "2024-03-04"),
    ];

    public override SqlMapping? Spark => new(
        SparkZones.Truncated, call => SqlMapping.NullOnFailure(SparkZones.Truncated).Failed?.Invoke(call) ?? "false");

    public override SqlMapping DuckDb => new(Value, call => SqlMapping.NullOnFailure(Value).Failed is { } failed ? failed(call) : "false");

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure(PostgresValue);

    public override bool FailsByOverflowOnly => true;

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        arguments is [_, _, var zone] ? TimeZones.Check(zone) : null;

    private static string PostgresValue(SqlCall call)
    {
        (string x, string unit) = (call.Arguments[0], call.Arguments[1]);
        return call.Types[0].Type switch
        {
            DateType => $"CAST(date_trunc('{unit}', CAST({x} AS timestamp)) AS date)",
            DateTimeType => $"date_trunc('{unit}', {x})",
            _ when call.Constants[2] is "UTC" => $"timezone('UTC', date_trunc('{unit}', timezone('UTC', {x})))",
            _ when TimeUnits.MicrosecondsOf(unit) is not null =>
                $"flow.checked_1({x} - (timezone({call.Arguments[2]}, {x}) - date_trunc('{unit}', timezone({call.Arguments[2]}, {x}))))",
            _ => $"flow.zone_start_1(date_trunc('{unit}', timezone({call.Arguments[2]}, {x})), {call.Arguments[2]})",
        };
    }

    private static string Value(SqlCall call)
    {
        (string x, string unit) = (call.Arguments[0], call.Arguments[1]);
        return call.Types[0].Type switch
        {
            DateType => $"CAST(date_trunc('{unit}', CAST({x} AS TIMESTAMP)) AS DATE)",
            DateTimeType => $"date_trunc('{unit}', {x})",
            _ when call.Constants[2] is "UTC" => $"make_timestamptz(epoch_us(date_trunc('{unit}', make_timestamp(epoch_us({x})))))",
            _ when TimeUnits.MicrosecondsOf(unit) is { } size => ZoneSql.TruncateWithinDay(x, call.Arguments[2], size),
            _ => ZoneSql.ToStart($"date_trunc('{unit}', timezone({call.Arguments[2]}, {x}))", call.Arguments[2]),
        };
    }

    public override CSharpMapping CSharp => new(CSharpTimes.Start);
}
