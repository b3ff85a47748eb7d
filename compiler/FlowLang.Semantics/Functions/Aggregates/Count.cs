using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Count : AggregateFunction
{
    public override string Name => "count";

    public override string Category => "aggregate";

    public override string Summary => "How many rows, or how many values that are not null.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64).With(NullRule.Never),
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", TypePattern.Anything)).With(NullRule.Never),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("count()", "3", "3, null, 1"),
        new("count(x)", "2", "3, null, 1"),
        new("count(x)", "0", "null"),
    ];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => new(call => $"count({(call.Arguments is [var x] ? x : "*")}){call.Over}");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpAccumulator CSharp => CSharpAccumulator.Of("Count") with { Values = 0, IsNeverNull = true };
}
