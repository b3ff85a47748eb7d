using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class PercentileDisc : AggregateFunction
{
    public override string Name => "percentile_disc";

    public override string Category => "aggregate";

    public override string Summary => "The least value that at least a fraction of the values does not exceed.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyOrdered), FunctionParameter.Literal("fraction", FloatType.Float64))
            .With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("percentile_disc(x, 0.5)", "2", "4, 1, null, 3, 2"),
        new("percentile_disc(x, 0)", "1", "4, 1, 2"),
    ];

    public override SqlMapping? Spark => new(call =>
        $"try_element_at(sort_array(collect_list({call.Arguments[0]}){call.Over}), CAST(greatest(ceil({Fraction.Text(call)}D * " +
        $"count({call.Arguments[0]}){call.Over}), 1) AS INT))");

    public override SqlMapping DuckDb => new(call => $"quantile_disc({call.Arguments[0]}, {Fraction.Text(call)}){call.Over}");

    public override SqlMapping? Postgres => new(call => call.Over.Length == 0
        ? $"percentile_disc({Fraction.Text(call)}) WITHIN GROUP (ORDER BY {PostgresSql.Ordered(call.Types[0].Type, call.Arguments[0])})"
        : $"flow.percentile_disc_1({PostgresSql.Present($"array_agg({call.Arguments[0]})", call)}, {Fraction.Text(call)})");

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => Fraction.Check(Name, arguments[1]);

    public override CSharpAccumulator CSharp => new(
        call => $"DiscreteQuantile<{call.Type(call.Types[0].Type)}, {CSharpOrder.Of(call.Types[0].Type, call.Type)}>")
    {
        Result = call => $"Result({Fraction.Text(call.Constants[1])})",
    };
}
