using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class AvgIf : AggregateFunction
{
    public override string Name => "avg_if";

    public override string Category => "aggregate";

    public override string Summary => "The mean of the values of the rows the condition is true for; null of none.";

    public override string Remarks =>
        "Of integers in float64. Of decimals the exact mean, rounded once, half away from zero, to min(12, max(6, " +
        "s + 4)) places.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(FloatType.Float64, FunctionParameter.Of("x", TypePattern.AnyInteger), FunctionParameter.Bool("condition"))
            .With(NullRule.Always),
        new Overload([FunctionParameter.Of("x", TypePattern.AnyDecimal), FunctionParameter.Bool("condition")], Totals.DecimalMean,
            NullRule.Always)
        { Returns = "decimal(38, min(12, max(6, s + 4)))", Overflows = Totals.CanOverflow },
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x"), FunctionParameter.Bool("condition")).With(NullRule.Always),
    ];

    public override ImmutableArray<Example> Examples => [new("avg_if(x, x > 1)", "2.5e0", "1, 2, null, 3")];

    public override SqlMapping? Spark => SparkTotals.MeanIf;

    public override SqlMapping DuckDb => new(call => Totals.Mean(Totals.Where(call)), call => Totals.MeanFailed(Totals.Where(call)));

    public override SqlMapping? Postgres => new(
        call => PostgresTotals.Mean(Totals.Where(call)), call => PostgresTotals.MeanFailed(Totals.Where(call)));

    public override bool FailsByOverflowOnly => true;

    public override CSharpAccumulator CSharp => Totals.MeanInCSharp with { Condition = 1 };
}
