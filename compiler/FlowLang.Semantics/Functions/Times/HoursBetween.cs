using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class HoursBetween : ScalarFunction
{
    public override string Name => "hours_between";

    public override string Category => "time";

    public override string Summary => "How many whole hours pass from one time to the other; negative where `to` is earlier.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.DateTime("from"), FunctionParameter.DateTime("to")),
        Overload.To(IntegerType.Int64, FunctionParameter.Instant("from"), FunctionParameter.Instant("to")),
    ];

    public override ImmutableArray<Example> Examples => [new("hours_between(2024-03-10T06:00Z, 2024-03-11T05:59Z)", "23")];

    public override SqlMapping? Spark => SparkZones.Between("3600000000");

    public override SqlMapping DuckDb => SqlMapping.Template("((epoch_us({1}) - epoch_us({0})) // 3600000000)");

    public override SqlMapping? Postgres => new(call => PostgresSql.Units(call, "3600"));

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"Calendar.Between({call.Arguments[0]}, {call.Arguments[1]}, 3_600_000_000)");
}
