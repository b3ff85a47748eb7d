using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class DaysBetween : ScalarFunction
{
    public override string Name => "days_between";

    public override string Category => "time";

    public override string Summary => "How many whole days of 24 hours pass from one time to the other; negative where `to` is earlier.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Date("from"), FunctionParameter.Date("to")),
        Overload.To(IntegerType.Int64, FunctionParameter.DateTime("from"), FunctionParameter.DateTime("to")),
        Overload.To(IntegerType.Int64, FunctionParameter.Instant("from"), FunctionParameter.Instant("to")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("days_between(2024-02-28, 2024-03-01)", "2"),
        new("days_between(2024-03-10T06:00Z, 2024-03-11T05:59Z)", "0"),
    ];

    public override SqlMapping? Spark => new(call => call.Types[0].Type is DateType
        ? $"CAST(datediff({call.Arguments[1]}, {call.Arguments[0]}) AS BIGINT)"
        : SparkZones.Between("86400000000").Value(call));

    public override SqlMapping DuckDb => new(call => call.Types[0].Type is DateType
        ? $"({call.Arguments[1]} - {call.Arguments[0]})"
        : $"((epoch_us({call.Arguments[1]}) - epoch_us({call.Arguments[0]})) // 86400000000)");

    public override SqlMapping? Postgres => new(call => call.Types[0].Type is DateType
        ? $"CAST({call.Arguments[1]} - {call.Arguments[0]} AS bigint)"
        : PostgresSql.Units(call, "86400"));

    public override CSharpMapping CSharp => CSharpMapping.Of(call => call.Types[0].Type is DateType
        ? call.Call("Calendar.DaysBetween").Text
        : $"Calendar.Between({call.Arguments[0]}, {call.Arguments[1]}, Calendar.MicrosecondsPerDay)");
}
