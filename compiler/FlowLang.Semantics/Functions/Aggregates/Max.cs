using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Max : AggregateFunction
{
    public override string Name => "max";

    public override string Category => "aggregate";

    public override string Summary => "The largest value; null of no values.";

    public override string Remarks => "NaN counts as above every other float.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyOrdered)).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("max(x)", "3", "3, null, 1"), new("max(x)", "null", "null")];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Template("max({0}){over}");

    public override SqlMapping? Postgres => new(call => PostgresSql.Extreme("max", call, call.Arguments[0]));

    public override CSharpAccumulator CSharp =>
        new(call => $"Maximum<{call.Type(call.Types[0].Type)}, {CSharpOrder.Of(call.Types[0].Type, call.Type)}>");
}
