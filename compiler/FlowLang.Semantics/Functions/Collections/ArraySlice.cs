using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;

namespace FlowLang.Semantics.Functions.Collections;

internal sealed class ArraySlice : ScalarFunction
{
    public override string Name => "array_slice";

    public override string Category => "array";

    public override string Summary => "The items from position `from` (the first is 1) to position `to`, both included.";

    public override string Remarks => "Positions outside the list give nothing.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("xs", TypePattern.AnyList), FunctionParameter.Int64("from"), FunctionParameter.Int64("to")),
    ];

    public override ImmutableArray<Example> Examples => [new("length(array_slice([1, 2, 3], 2, 9))", "2")];

    public override SqlMapping? Spark => new(call => call.WherePresent(
        first: 1, $"slice({call.Arguments[0]}, CAST(least(greatest({call.Arguments[1]}, 1), 2147483647) AS INT), CAST(greatest(" +
        $"least(greatest({call.Arguments[2]}, 0), 2147483647) - least(greatest({call.Arguments[1]}, 1), 2147483647) + 1, 0) AS INT))"));

    public override SqlMapping DuckDb => new(call => call.WherePresent(
        first: 1, $"array_slice({call.Arguments[0]}, greatest({call.Arguments[1]}, 1), greatest({call.Arguments[2]}, 0))"));

    public override SqlMapping? Postgres => new(call => call.WherePresent(1,
        $"({call.Arguments[0]})[{PostgresSql.Int32(call.Arguments[1], 1)}:{PostgresSql.Int32(call.Arguments[2], 0)}]"));

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"{call.Arguments[0]}.Slice({call.Arguments[1]}, {call.Arguments[2]})");
}
