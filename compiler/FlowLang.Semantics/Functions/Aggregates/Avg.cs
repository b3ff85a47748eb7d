using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Avg : AggregateFunction
{
    public override string Name => "avg";

    public override string Category => "aggregate";

    public override string Summary => "The mean of the values; null of no values.";

    public override string Remarks =>
        "Of integers in float64. Of decimals the exact mean, rounded once, half away from zero, to min(12, max(6, " +
        "s + 4)) places.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(FloatType.Float64, FunctionParameter.Of("x", TypePattern.AnyInteger)).With(NullRule.IfEmptyOrArgument),
        new Overload([FunctionParameter.Of("x", TypePattern.AnyDecimal)], Totals.DecimalMean, NullRule.IfEmptyOrArgument)
        { Returns = "decimal(38, min(12, max(6, s + 4)))", Overflows = Totals.CanOverflow },
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x")).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("avg(x)", "2e0", "1, 2, null, 3"),
        new("avg(x)", "0.333333", "1.00, 0.00, 0.00"),
    ];

    public override SqlMapping? Spark => SparkTotals.Mean;

    public override SqlMapping DuckDb => new(Totals.Mean, Totals.MeanFailed);

    public override SqlMapping? Postgres => new(PostgresTotals.Mean, PostgresTotals.MeanFailed);

    public override bool FailsByOverflowOnly => true;

    public override CSharpAccumulator CSharp => Totals.MeanInCSharp;
}
