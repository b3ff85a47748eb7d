using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Position : ScalarFunction
{
    public override string Name => "position";

    public override string Category => "text";

    public override string Summary => "Where `part` first stands in the text (the first code point is 1); 0 where it does not.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Text("x"), FunctionParameter.Text("part")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("position(\"banana\", \"an\")", "2"),
        new("position(\"abc\", \"z\")", "0"),
        new("position(\"abc\", \"\")", "1"),
        new("position(\"a👍b\", \"b\")", "3"),
    ];

    public override SqlMapping? Spark => SqlMapping.Template("CAST(instr({0}, {1}) AS BIGINT)");

    public override SqlMapping DuckDb => SqlMapping.Call("strpos");

    public override SqlMapping? Postgres => SqlMapping.Template("CAST(strpos({0}, {1}) AS bigint)");

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.Position");
}
