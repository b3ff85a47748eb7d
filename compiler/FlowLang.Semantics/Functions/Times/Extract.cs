using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class Extract : ScalarFunction
{
    public override string Name => "extract";

    public override string Category => "time";

    public override string Summary => "A part of a time as a number.";

    public override string Remarks =>
        "Days of the week count from Monday, 1, to Sunday, 7; weeks are those of ISO 8601; `microsecond` is the " +
        "part behind the second.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Date("x"), TimeUnits.DatePart),
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", TimeType.Instance), TimeUnits.TimePart),
        Overload.To(IntegerType.Int64, FunctionParameter.DateTime("x"), TimeUnits.Part),
        Overload.To(IntegerType.Int64, FunctionParameter.Instant("x"), TimeUnits.Part, FunctionParameter.TimeZone),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("extract(2024-03-10T06:45Z, hour)", "6"),
        new("extract(2024-03-10T06:45Z, hour, tz: \"America/New_York\")", "1"),
        new("extract(2024-03-10, day_of_week)", "7"),
        new("extract(2024-12-30, week)", "1"),
    ];

    public override SqlMapping? Spark => new(SparkZones.Part);

    public override SqlMapping DuckDb => new(call => $"date_part('{TimeUnits.PartName(call.Arguments[1])}', {Local(call)})" +
        (call.Arguments[1] == "microsecond" ? " % 1000000" : ""));

    public override SqlMapping? Postgres => new(call => call.Arguments[1] == "microsecond"
        ? $"(CAST(extract(microseconds FROM {PostgresLocal(call)}) AS bigint) % 1000000)"
        : $"CAST(floor(extract({TimeUnits.PartName(call.Arguments[1])} FROM {PostgresLocal(call)})) AS bigint)");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) =>
        arguments is [_, _, var zone] ? TimeZones.Check(zone) : null;

    private static string PostgresLocal(SqlCall call) => call.Types[0].Type is InstantType
        ? $"timezone({call.Arguments[2]}, {call.Arguments[0]})"
        : call.Arguments[0];

    private static string Local(SqlCall call) =>
        call.Types[0].Type is InstantType ? ZoneSql.ToLocal(call.Arguments[0], call.Arguments[2]) : call.Arguments[0];

    public override CSharpMapping CSharp => CSharpMapping.Of(call => CSharpTimes.Part(call));
}
