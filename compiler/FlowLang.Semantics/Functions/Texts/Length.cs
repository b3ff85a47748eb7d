using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Length : ScalarFunction
{
    public override string Name => "length";

    public override string Category => "text";

    public override string Summary => "The number of code points of a text, items of a list, entries of a map or bytes.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Text("x")),
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", TypePattern.AnyList)),
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", TypePattern.AnyMap)),
        Overload.To(IntegerType.Int64, FunctionParameter.Of("x", BytesType.Instance)),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("length(\"año\")", "3"),
        new("length(\"\")", "0"),
        new("length(\"👍\")", "1"),
        new("length([1, 2, 3])", "3"),
    ];

    public override SqlMapping? Spark => new(call => call.Types[0].Type switch
    {
        ListType => $"CAST(array_size({call.Arguments[0]}) AS BIGINT)",
        MapType => $"CAST(array_size(map_keys({call.Arguments[0]})) AS BIGINT)",
        _ => $"CAST(length({call.Arguments[0]}) AS BIGINT)",
    });

    public override SqlMapping DuckDb => new(call => call.Types[0].Type switch
    {
        BytesType => $"octet_length({call.Arguments[0]})",
        MapType => $"CAST(cardinality({call.Arguments[0]}) AS BIGINT)",
        _ => $"length({call.Arguments[0]})",
    });

    public override SqlMapping? Postgres => new(call => call.Types[0].Type switch
    {
        BytesType => $"CAST(octet_length({call.Arguments[0]}) AS bigint)",
        MapType => PostgresSql.WhereList(call.Arguments[0], $"(SELECT count(*) FROM jsonb_object_keys({call.Arguments[0]}))"),
        ListType => $"CAST(cardinality({call.Arguments[0]}) AS bigint)",
        _ => $"CAST(length({call.Arguments[0]}) AS bigint)",
    });

    public override CSharpMapping CSharp =>
        CSharpMapping.Of(call => call.Types[0].Type is TextType ? call.Call("Text.Length").Text : $"{call.Arguments[0]}.Length");
}
