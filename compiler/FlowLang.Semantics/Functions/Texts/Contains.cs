using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Contains : ScalarFunction
{
    public override string Name => "contains";

    public override string Category => "text";

    public override string Summary => "Whether `part` stands somewhere in the text, an item in the list, or a key in the map.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(BoolType.Instance, FunctionParameter.Text("x"), FunctionParameter.Text("part")),
        Overload.To(BoolType.Instance, FunctionParameter.Of("x", TypePattern.AnyList), FunctionParameter.Of("item",
            TypePattern.ElementOf(0))),
        Overload.To(BoolType.Instance, FunctionParameter.Of("x", TypePattern.AnyMap), FunctionParameter.Text("key")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("contains(\"flow\", \"lo\")", "true"),
        new("contains(\"flow\", \"L\")", "false"),
        new("contains([1, 2], 2)", "true"),
    ];

    public override SqlMapping? Spark => new(call => call.Types[0].Type switch
    {
        ListType => $"(CASE WHEN {call.Arguments[0]} IS NOT NULL AND {call.Arguments[1]} IS NOT NULL " +
            $"THEN coalesce(array_contains({call.Arguments[0]}, {call.Arguments[1]}), false) END)",
        MapType => $"map_contains_key({call.Arguments[0]}, {call.Arguments[1]})",
        _ => $"contains({call.Arguments[0]}, {call.Arguments[1]})",
    });

    public override SqlMapping DuckDb => new(call => call.Types[0].Type switch
    {
        ListType => $"list_contains({call.Arguments[0]}, {call.Arguments[1]})",
        MapType => $"map_contains({call.Arguments[0]}, {call.Arguments[1]})",
        _ => $"contains({call.Arguments[0]}, {call.Arguments[1]})",
    });

    public override SqlMapping? Postgres => new(call => call.Types[0].Type switch
    {
        ListType => $"(CASE WHEN {call.Arguments[0]} IS NOT NULL AND {call.Arguments[1]} IS NOT NULL " +
            $"THEN coalesce({call.Arguments[1]} = ANY({call.Arguments[0]}), false) END)",
        MapType => $"jsonb_exists({call.Arguments[0]}, {call.Arguments[1]})",
        _ => $"(strpos({call.Arguments[0]}, {call.Arguments[1]}) > 0)",
    });

    public override CSharpMapping CSharp => CSharpMapping.Of(call => call.Types[0].Type switch
    {
        ListType => $"{call.Arguments[0]}.Contains({call.Arguments[1]})",
        MapType => $"{call.Arguments[0]}.ContainsKey({call.Arguments[1]})",
        _ => call.Call("Text.Contains").Text,
    });
}
