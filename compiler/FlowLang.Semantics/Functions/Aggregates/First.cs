using System.Collections.Immutable;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class First : AggregateFunction
{
    public override string Name => "first";

    public override string Category => "aggregate";

    public override string Summary => "The first value in order that is not null; null of no values.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.Anything)).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("first(x sort x desc)", "3", "3, null, 1")];

    public override SqlMapping? Spark => SparkSorted.First;

    public override SqlMapping DuckDb => new(call => $"any_value({call.Arguments[0]}{call.OrderBy}){call.Over}");

    public override SqlMapping? Postgres => new(call => $"flow.first_1({call.Arguments[0]}{call.OrderBy}){call.Over}");

    public override bool NeedsSort => true;

    public override CSharpAccumulator CSharp => new(call => $"FirstOf<{call.Type(call.Types[0].Type)}>");
}
