using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Trim : ScalarFunction
{
    public override string Name => "trim";

    public override string Category => "text";

    public override string Summary => "The text without the given characters at both ends: spaces, unless `characters` names others.";

    public override string Remarks => "Only the space U+0020 is trimmed by default; tabs and line ends stay.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Text("characters").ByDefault("\" \"")),
    ];

    public override ImmutableArray<Example> Examples => [new("trim(\"  a b  \")", "\"a b\""), new("trim(\"xxaxx\", \"x\")", "\"a\"")];

    public override SqlMapping? Spark => SqlMapping.Template("trim(BOTH {1} FROM {0})");

    public override SqlMapping DuckDb => SqlMapping.Call("trim");

    public override SqlMapping? Postgres => SqlMapping.Call("btrim");

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.Trim");
}
