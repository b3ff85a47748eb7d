using System.Collections.Immutable;

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

    public override SqlMapping DuckDb => new(call => call.WherePresent(
        first: 1, $"array_slice({call.Arguments[0]}, greatest({call.Arguments[1]}, 1), greatest({call.Arguments[2]}, 0))"));

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => $"{call.Arguments[0]}.Slice({call.Arguments[1]}, {call.Arguments[2]})");
}
