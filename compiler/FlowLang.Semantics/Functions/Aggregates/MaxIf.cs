using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class MaxIf : AggregateFunction
{
    public override string Name => "max_if";

    public override string Category => "aggregate";

    public override string Summary => "The largest value of the rows the condition is true for; null of none.";

    public override string Remarks => "NaN counts as above every other float.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyOrdered), FunctionParameter.Bool("condition")).With(NullRule.Always),
    ];

    public override ImmutableArray<Example> Examples => [new("max_if(x, x < 3)", "2", "3, null, 1, 2")];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Template("max(CASE WHEN {1} THEN {0} END){over}");

    public override SqlMapping? Postgres => new(
        call => PostgresSql.Extreme("max", call, $"CASE WHEN {call.Arguments[1]} THEN {call.Arguments[0]} END"));

    public override CSharpAccumulator CSharp => new(
        call => $"Maximum<{call.Type(call.Types[0].Type)}, {CSharpOrder.Of(call.Types[0].Type, call.Type)}>")
    {
        Condition = 1,
    };
}
