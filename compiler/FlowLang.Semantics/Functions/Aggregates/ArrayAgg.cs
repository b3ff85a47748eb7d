using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class ArrayAgg : AggregateFunction
{
    public override string Name => "array_agg";

    public override string Category => "aggregate";

    public override string Summary => "The values in order, nulls left out; null of no values.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.Of("x", TypePattern.Anything)], arguments => new ListType(arguments[0].Type.NotNull),
            NullRule.IfEmptyOrArgument)
        { Returns = "list of `x`" },
    ];

    public override ImmutableArray<Example> Examples => [new("array_agg(x sort x)", "[1, 3]", "3, null, 1")];

    public override SqlMapping? Spark => SparkSorted.List;

    public override SqlMapping DuckDb =>
        new(call => $"list({call.Arguments[0]}{call.OrderBy}) FILTER (WHERE {call.Arguments[0]} IS NOT NULL){call.Over}");

    public override SqlMapping? Postgres => new(call => PostgresSql.Present($"array_agg({call.Arguments[0]}{call.OrderBy})", call));

    public override bool NeedsSort => true;

    public override CSharpAccumulator CSharp => new(call => call.Result.Type is ListType { Element.Type: var item }
        ? $"Collected<{call.Type(item)}?>"
        : throw new System.Diagnostics.UnreachableException("array_agg gives a list"));
}
