using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Collections;

internal sealed class MapValues : ScalarFunction
{
    public override string Name => "map_values";

    public override string Category => "map";

    public override string Summary => "The values of a map, in the order of its keys.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.Of("m", TypePattern.AnyMap)],
            arguments => new ListType(((MapType)arguments[0].Type.Type).Value)) { Returns = "list of values" },
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SqlMapping.Template("transform(array_sort(map_keys({0})), k -> element_at({0}, k))");

    public override SqlMapping DuckDb =>
        SqlMapping.Template("list_transform(list_sort(map_keys({0})), lambda k: map_extract_value({0}, k))");

    public override SqlMapping? Postgres => new(call => PostgresSql.WhereList(
        call.Arguments[0],
        $"ARRAY(SELECT {PostgresJson.Value("v", ((MapType)call.Types[0].Type).Value.Type, call.Type)} " +
        $"FROM jsonb_each({call.Arguments[0]}) AS t(k, v) ORDER BY {PostgresSql.ByCodePoint("k")})"));

    public override CSharpMapping CSharp => CSharpMapping.Of(call => $"{call.Arguments[0]}.Values");
}
