using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Min : AggregateFunction
{
    public override string Name => "min";

    public override string Category => "aggregate";

    public override string Summary => "The smallest value; null of no values.";

    public override ImmutableArray<Overload> Overloads => [Overload.Same(new FunctionParameter("x", TypePattern.AnyOrdered)).With(NullRule.IfEmptyOrArgument)];

    public override ImmutableArray<Example> Examples => [new("min(x)", "1", "3, null, 1")];

    public override SqlMapping DuckDb => SqlMapping.Template("min({0}){over}");
}
