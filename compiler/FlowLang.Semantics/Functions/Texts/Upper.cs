using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Upper : ScalarFunction
{
    public override string Name => "upper";

    public override string Category => "text";

    public override string Summary => "The text with small letters made capital.";

    public override string Remarks =>
        "One code point becomes one code point (simple mappings of Unicode 15; ß has the capital ẞ); no locale " +
        "plays a part.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(TextType.Instance, FunctionParameter.Text("x"))];

    public override ImmutableArray<Example> Examples => [new("upper(\"año äö\")", "\"AÑO ÄÖ\""), new("upper(\"straße\")", "\"STRAẞE\"")];

    public override SqlMapping? Spark => SqlMapping.Call("flow_upper");

    public override SqlMapping DuckDb => SqlMapping.Call("upper");

    public override SqlMapping? Postgres => SqlMapping.Call("flow.upper_1");

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.Upper");
}
