using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Min : AggregateFunction
{
    public override string Name => "min";

    public override string Category => "aggregate";

    public override string Summary => "The smallest value; null of no values.";

    public override string Remarks => "NaN counts as above every other float.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyOrdered)).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("min(x)", "1", "3, null, 1"), new("min(x)", "null", "null")];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Template("min({0}){over}");

    public override SqlMapping? Postgres => new(call => PostgresSql.Extreme("min", call, call.Arguments[0]));

    public override CSharpAccumulator CSharp =>
        new(call => $"Minimum<{call.Type(call.Types[0].Type)}, {CSharpOrder.Of(call.Types[0].Type, call.Type)}>");
}
