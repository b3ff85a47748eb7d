using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Max : AggregateFunction
{
    public override string Name => "max";

    public override string Category => "aggregate";

    public override string Summary => "The largest value; null of no values.";

    public override ImmutableArray<Overload> Overloads => [Overload.Same(new FunctionParameter("x", TypePattern.AnyOrdered)).With(NullRule.IfEmptyOrArgument)];

    public override ImmutableArray<Example> Examples => [new("max(x)", "3", "3, null, 1")];

    public override SqlMapping DuckDb => SqlMapping.Template("max({0}){over}");
}
