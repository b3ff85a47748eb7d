using System.Collections.Immutable;

namespace FlowLang.Semantics.Functions.Aggregates;

internal sealed class Any : AggregateFunction
{
    public override string Name => "any";

    public override string Category => "aggregate";

    public override string Summary => "Some value that is not null: any one, not the same on every run.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.Anything)).With(NullRule.IfEmptyOrArgument),
    ];

    public override ImmutableArray<Example> Examples => [new("any(x)", "7", "null, 7")];

    public override SqlMapping? Spark => SqlMapping.Template("first({0}, true){over}");

    public override SqlMapping DuckDb => SqlMapping.Template("any_value({0}){over}");

    public override SqlMapping? Postgres => SqlMapping.Template("flow.first_1({0}){over}");

    public override CSharpAccumulator CSharp => new(call => $"FirstOf<{call.Type(call.Types[0].Type)}>");
}
