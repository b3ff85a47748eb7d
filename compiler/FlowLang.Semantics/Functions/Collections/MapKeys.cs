using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Collections;

internal sealed class MapKeys : ScalarFunction
{
    public override string Name => "map_keys";

    public override string Category => "map";

    public override string Summary => "The keys of a map, in order.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.Of("m", TypePattern.AnyMap)],
            _ => new ListType(new TypeRef(TextType.Instance))) { Returns = "text[]" },
    ];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SqlMapping.Template("array_sort(map_keys({0}))");

    public override SqlMapping DuckDb => SqlMapping.Template("list_sort(map_keys({0}))");

    public override SqlMapping? Postgres => new(call => PostgresSql.WhereList(
        call.Arguments[0],
        $"ARRAY(SELECT k FROM jsonb_object_keys({call.Arguments[0]}) AS t(k) ORDER BY {PostgresSql.ByCodePoint("k")})"));

    public override CSharpMapping CSharp => CSharpMapping.Of(call => $"{call.Arguments[0]}.Keys");
}
