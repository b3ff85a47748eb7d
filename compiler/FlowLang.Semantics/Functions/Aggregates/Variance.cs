using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Variance : AggregateFunction
{
    public override string Name => "variance";

    public override string Category => "aggregate";

    public override string Summary => "The variance of a sample; null of fewer than two values.";

    public override string Remarks => "NaN where a value is NaN or infinite; a value beyond 1e150 is an overflow.";

    public override bool FailsByOverflowOnly => true;

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x")).With(NullRule.Always).Overflowing(),
    ];

    public override ImmutableArray<Example> Examples => [new("variance(x)", "1e0", "1, 2, 3"), new("variance(x)", "null", "1")];

    public override SqlMapping? Spark => SparkSpread.With("var_samp");

    public override SqlMapping DuckDb => Spread.With("var_samp");

    public override SqlMapping? Postgres => PostgresTotals.Spread("var_samp");

    public override CSharpAccumulator CSharp => CSharpAccumulator.Of("Spread") with { Try = _ => "TryVariance(" };
}
