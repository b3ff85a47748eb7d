using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class EndsWith : ScalarFunction
{
    public override string Name => "ends_with";

    public override string Category => "text";

    public override string Summary => "Whether the text ends with `suffix`.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(BoolType.Instance, FunctionParameter.Text("x"), FunctionParameter.Text("suffix")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("ends_with(\"flow\", \"ow\")", "true"),
        new("ends_with(\"flow\", \"Ow\")", "false"),
    ];

    public override SqlMapping? Spark => SqlMapping.Call("endswith");

    public override SqlMapping DuckDb => SqlMapping.Call("ends_with");

    public override SqlMapping? Postgres => SqlMapping.Template("(right({0}, length({1})) = {1})");

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.EndsWith");
}
