using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class MinutesBetween : ScalarFunction
{
    public override string Name => "minutes_between";

    public override string Category => "time";

    public override string Summary => "How many whole minutes pass from one time to the other; negative where `to` is earlier.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.DateTime("from"), FunctionParameter.DateTime("to")),
        Overload.To(IntegerType.Int64, FunctionParameter.Instant("from"), FunctionParameter.Instant("to")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("minutes_between(2024-03-10T06:00Z, 2024-03-10T06:01:59Z)", "1"),
        new("minutes_between(2024-03-10T06:01:59Z, 2024-03-10T06:00Z)", "-1"),
    ];

    public override SqlMapping? Spark => SparkZones.Between("60000000");

    public override SqlMapping DuckDb => SqlMapping.Template("((epoch_us({1}) - epoch_us({0})) // 60000000)");

    public override SqlMapping? Postgres => new(call => PostgresSql.Units(call, "60"));

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"Calendar.Between({call.Arguments[0]}, {call.Arguments[1]}, 60_000_000)");
}
