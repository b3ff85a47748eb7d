using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class SecondsBetween : ScalarFunction
{
    public override string Name => "seconds_between";

    public override string Category => "time";

    public override string Summary => "How many whole seconds pass from one time to the other; negative where `to` is earlier.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.DateTime("from"), FunctionParameter.DateTime("to")),
        Overload.To(IntegerType.Int64, FunctionParameter.Instant("from"), FunctionParameter.Instant("to")),
    ];

    public override ImmutableArray<Example> Examples => [new("seconds_between(2024-03-10T06:00Z, 2024-03-10T06:01Z)", "60")];

    public override SqlMapping? Spark => SparkZones.Between("1000000");

    public override SqlMapping DuckDb => SqlMapping.Template("((epoch_us({1}) - epoch_us({0})) // 1000000)");

    public override SqlMapping? Postgres => new(call => PostgresSql.Units(call, "1"));

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"Calendar.Between({call.Arguments[0]}, {call.Arguments[1]}, 1_000_000)");
}
