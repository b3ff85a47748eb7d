using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class SumIf : AggregateFunction
{
    public override string Name => "sum_if";

    public override string Category => "aggregate";

    public override string Summary => "The sum of the values of the rows the condition is true for; null of none.";

    public override string Remarks =>
        "Integers add up to int64 and decimals to 38 digits; only a total that does not fit is an overflow. Floats " +
        "add up in float64 with compensation.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", TypePattern.AnyInteger), FunctionParameter.Bool("condition"))
            .With(NullRule.Always).Overflowing(),
        new Overload([FunctionParameter.Of("x", TypePattern.AnyDecimal), FunctionParameter.Bool("condition")], Totals.DecimalSum,
            NullRule.Always)
        { Returns = "decimal(38, s)", Overflows = Totals.CanOverflow },
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x"), FunctionParameter.Bool("condition")).With(NullRule.Always),
    ];

    public override ImmutableArray<Example> Examples => [new("sum_if(x, x > 1)", "5", "1, 2, null, 3")];

    public override SqlMapping? Spark => SparkTotals.SumIf;

    public override SqlMapping DuckDb => new(call => Totals.Sum(Totals.Where(call)), call => Totals.SumFailed(Totals.Where(call)));

    public override SqlMapping? Postgres => new(
        call => PostgresTotals.Sum(Totals.Where(call)), call => PostgresTotals.SumFailed(Totals.Where(call)));

    public override bool FailsByOverflowOnly => true;

    public override CSharpAccumulator CSharp => Totals.SumInCSharp with { Condition = 1 };
}
