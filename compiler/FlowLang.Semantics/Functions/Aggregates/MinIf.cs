using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class MinIf : AggregateFunction
{
    public override string Name => "min_if";

    public override string Category => "aggregate";

    public override string Summary => "The smallest value of the rows the condition is true for; null of none.";

    public override string Remarks => "NaN counts as above every other float.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyOrdered), FunctionParameter.Bool("condition")).With(NullRule.Always),
    ];

    public override ImmutableArray<Example> Examples => [new("min_if(x, x < 3)", "1", "3, null, 1, 2")];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Template("min(CASE WHEN {1} THEN {0} END){over}");

    public override SqlMapping? Postgres => new(
        call => PostgresSql.Extreme("min", call, $"CASE WHEN {call.Arguments[1]} THEN {call.Arguments[0]} END"));

    public override CSharpAccumulator CSharp => new(
        call => $"Minimum<{call.Type(call.Types[0].Type)}, {CSharpOrder.Of(call.Types[0].Type, call.Type)}>")
    {
        Condition = 1,
    };
}
