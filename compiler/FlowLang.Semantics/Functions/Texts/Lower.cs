using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Lower : ScalarFunction
{
    public override string Name => "lower";

    public override string Category => "text";

    public override string Summary => "The text with capital letters made small.";

    public override string Remarks =>
        "One code point becomes one code point (simple mappings of Unicode 15; ß has the capital ẞ); no locale " +
        "plays a part.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(TextType.Instance, FunctionParameter.Text("x"))];

    public override ImmutableArray<Example> Examples => [new("lower(\"Año ÄÖ\")", "\"año äö\""), new("lower(\"ΑΣ\")", "\"ασ\"")];

    public override SqlMapping? Spark => SqlMapping.Call("flow_lower");

    public override SqlMapping DuckDb => SqlMapping.Call("lower");

    public override SqlMapping? Postgres => SqlMapping.Call("flow.lower_1");

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.Lower");
}
