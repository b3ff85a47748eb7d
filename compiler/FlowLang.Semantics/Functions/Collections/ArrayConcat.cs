using System.Collections.Immutable;

namespace FlowLang.Semantics.Functions.Collections;

internal sealed class ArrayConcat : ScalarFunction
{
    public override string Name => "array_concat";

    public override string Category => "array";

    public override string Summary => "The items of the first list, then those of the second.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("xs", TypePattern.AnyList), FunctionParameter.Of("ys", TypePattern.SameAs(0))),
    ];

    public override ImmutableArray<Example> Examples => [new("length(array_concat([1], [2, 3]))", "3")];

    public override SqlMapping? Spark => SqlMapping.Call("concat");

    public override SqlMapping DuckDb =>
        SqlMapping.Template("(CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN list_concat({0}, {1}) END)");

    public override SqlMapping? Postgres => SqlMapping.Template(
        "(CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN {0} || {1} END)");

    public override CSharpMapping CSharp => CSharpMapping.Of(call => $"{call.Arguments[0]}.Concat({call.Arguments[1]})");
}
