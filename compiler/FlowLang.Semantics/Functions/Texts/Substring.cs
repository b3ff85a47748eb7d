using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Substring : ScalarFunction
{
    public override string Name => "substring";

    public override string Category => "text";

    public override string Summary =>
        "The part of the text from position `start` (the first is 1), `length` code points long or to the end.";

    public override string Remarks =>
        "Positions outside the text give nothing: a start below 1 uses up length before the first code point, a " +
        "length below 1 gives empty text.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Int64("start")),
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Int64("start"), FunctionParameter.Int64("length")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("substring(\"hello\", 2, 3)", "\"ell\""),
        new("substring(\"hello\", 4)", "\"lo\""),
        new("substring(\"hello\", 0, 3)", "\"he\""),
        new("substring(\"hello\", 9, 1)", "\"\""),
        new("substring(\"hello\", 2, -1)", "\"\""),
    ];

    public override SqlMapping? Spark => new(call => call.Arguments is [_, _, _]
        ? $"flow_substring({string.Join(", ", call.Arguments)})"
        : $"flow_substring_from({string.Join(", ", call.Arguments)})");

    public override SqlMapping DuckDb =>
        new(call => call.WherePresent(1, call.Arguments is [_, _, _]
            ? Part(call)
            : $"substring({call.Arguments[0]}, greatest({Position(call.Arguments[1])}, 1))"));

    public override SqlMapping? Postgres => new(call => call.WherePresent(1, call.Arguments is [_, _, var length]
        ? $"substring({call.Arguments[0]}, {PostgresSql.Int32(call.Arguments[1], -2147483647)}, {PostgresSql.Int32(length, 0)})"
        : $"substring({call.Arguments[0]}, {PostgresSql.Int32(call.Arguments[1], 1)})"));

    // DuckDB counts a negative start from the end and refuses what 32 bits don't hold.
    private static string Position(string position) => $"least(greatest({position}, -2147483647), 2147483647)";

    private static string Part(SqlCall call)
    {
        string start = Position(call.Arguments[1]);
        string length = Position(call.Arguments[2]);
        return call.Constants[1] is >= 1L
            ? $"substring({call.Arguments[0]}, {start}, greatest({length}, 0))"
            : $"substring({call.Arguments[0]}, greatest({start}, 1), greatest(greatest({length}, 0) + least({start} - 1, 0), 0))";
    }

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.Substring");
}
