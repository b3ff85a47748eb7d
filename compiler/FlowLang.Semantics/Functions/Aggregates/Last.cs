using System.Collections.Immutable;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Last : AggregateFunction
{
    public override string Name => "last";

    public override string Category => "aggregate";

    public override string Summary => "The last value in order that is not null; null of no values.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.Anything)).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("last(x sort x desc)", "1", "3, null, 1")];

    public override SqlMapping? Spark => SparkSorted.Last;

    public override SqlMapping DuckDb => new(call => call.Over.Length == 0
        ? $"last({call.Arguments[0]}{call.OrderBy}) FILTER (WHERE {call.Arguments[0]} IS NOT NULL)"
        : $"array_extract(list({call.Arguments[0]}{call.OrderBy}) FILTER (WHERE {call.Arguments[0]} IS NOT NULL){call.Over}, -1)");

    public override SqlMapping? Postgres => new(call => $"flow.last_1({call.Arguments[0]}{call.OrderBy}){call.Over}");

    public override bool NeedsSort => true;

    public override CSharpAccumulator CSharp => new(call => $"LastOf<{call.Type(call.Types[0].Type)}>");
}
