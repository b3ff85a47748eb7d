using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Sum : AggregateFunction
{
    public override string Name => "sum";

    public override string Category => "aggregate";

    public override string Summary => "The sum of the values; null of no values.";

    public override string Remarks =>
        "Integers add up to int64 and decimals to 38 digits; only a total that does not fit is an overflow. Floats " +
        "add up in float64 with compensation.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", TypePattern.AnyInteger)).With(NullRule.IfEmptyOrArgument).Overflowing(),
        new Overload([FunctionParameter.Of("x", TypePattern.AnyDecimal)], Totals.DecimalSum, NullRule.IfEmptyOrArgument)
        { Returns = "decimal(38, s)", Overflows = Totals.CanOverflow },
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x")).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("sum(x)", "6", "1, 2, null, 3"),
        new("sum(x)", "fails", "9223372036854775807, 1"),
        new("sum(x)", "9223372036854775806", "9223372036854775807, 1, -2"),
    ];

    public override SqlMapping? Spark => SparkTotals.Sum;

    public override SqlMapping DuckDb => new(Totals.Sum, Totals.SumFailed);

    public override SqlMapping? Postgres => new(PostgresTotals.Sum, PostgresTotals.SumFailed);

    public override bool FailsByOverflowOnly => true;

    public override CSharpAccumulator CSharp => Totals.SumInCSharp;
}
