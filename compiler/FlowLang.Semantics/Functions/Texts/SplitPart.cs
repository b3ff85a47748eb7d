using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class SplitPart : ScalarFunction
{
    public override string Name => "split_part";

    public override string Category => "text";

    public override string Summary => "Part number `n` (the first is 1) of the text between separators; from the end for a negative `n`.";

    public override string Remarks => "A part that is not there is empty text. With an empty separator the text is one part.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Text("separator"), FunctionParameter.Int64("n")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("split_part(\"a,b,c\", \",\", 2)", "\"b\""),
        new("split_part(\"a,b,c\", \",\", -1)", "\"c\""),
        new("split_part(\"a,b,c\", \",\", 9)", "\"\""),
        new("split_part(\"abc\", \"\", 1)", "\"abc\""),
    ];

    public override SqlMapping? Spark => SqlMapping.Call("flow_split_part");

    public override SqlMapping DuckDb => new(call => call.Constants[1] is string { Length: > 0 }
        ? $"split_part({call.Arguments[0]}, {call.Arguments[1]}, {call.Arguments[2]})"
        : $"(CASE WHEN {call.Arguments[1]} <> '' THEN split_part({call.Arguments[0]}, {call.Arguments[1]}, {call.Arguments[2]}) " +
          $"WHEN {call.Arguments[1]} = '' AND {call.Arguments[2]} IS NOT NULL THEN " +
          $"CASE WHEN {call.Arguments[2]} IN (1, -1) THEN {call.Arguments[0]} ELSE left({call.Arguments[0]}, 0) END END)");

    public override SqlMapping? Postgres => SqlMapping.Template(
        "(CASE WHEN {2} <> 0 AND {2} BETWEEN -2147483647 AND 2147483647 THEN split_part({0}, {1}, CAST({2} AS integer)) " +
        "WHEN {2} IS NOT NULL THEN left({0} || {1}, 0) END)");

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.SplitPart");
}
