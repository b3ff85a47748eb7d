using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Percentile : AggregateFunction
{
    public override string Name => "percentile";

    public override string Category => "aggregate";

    public override string Summary =>
        "The value below which a fraction of the values lies, between its neighbours by linear interpolation in " +
        "float64.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x"), FunctionParameter.Literal("fraction", FloatType.Float64))
            .With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("percentile(x, 0.25)", "1.75e0", "4, 1, null, 3, 2")];

    public override SqlMapping? Spark => new(call => $"percentile({call.Arguments[0]}, {Fraction.Text(call)}D){call.Over}");

    public override SqlMapping DuckDb => new(call => $"quantile_cont({call.Arguments[0]}, {Fraction.Text(call)}){call.Over}");

    public override SqlMapping? Postgres => new(call => PostgresTotals.Percentile(call, Fraction.Text(call)));

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => Fraction.Check(Name, arguments[1]);

    public override CSharpAccumulator CSharp =>
        CSharpAccumulator.Of("Quantile") with { Result = call => $"Result({Fraction.Text(call.Constants[1])})" };
}
