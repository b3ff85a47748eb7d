using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Median : AggregateFunction
{
    public override string Name => "median";

    public override string Category => "aggregate";

    public override string Summary => "The middle value, or the mean of the two in the middle, in float64; null of no values.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x")).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("median(x)", "2.5e0", "4, 1, null, 3, 2")];

    public override SqlMapping? Spark => SqlMapping.Template("percentile({0}, 0.5D){over}");

    public override SqlMapping DuckDb => SqlMapping.Template("quantile_cont({0}, 0.5){over}");

    public override SqlMapping? Postgres => new(call => PostgresTotals.Percentile(call, "0.5"));

    public override CSharpAccumulator CSharp => CSharpAccumulator.Of("Quantile") with { Result = _ => "Result(0.5)" };
}
