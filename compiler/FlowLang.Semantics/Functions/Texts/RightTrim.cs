using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class RightTrim : ScalarFunction
{
    public override string Name => "rtrim";

    public override string Category => "text";

    public override string Summary => "The text without the given characters at the end: spaces, unless `characters` names others.";

    public override string Remarks => "Only the space U+0020 is trimmed by default; tabs and line ends stay.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Text("characters").ByDefault("\" \"")),
    ];

    public override ImmutableArray<Example> Examples => [new("rtrim(\"  a b  \")", "\"  a b\""), new("rtrim(\"xxaxx\", \"x\")", "\"xxa\"")];

    public override SqlMapping? Spark => SqlMapping.Template("trim(TRAILING {1} FROM {0})");

    public override SqlMapping DuckDb => SqlMapping.Call("rtrim");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.TrimEnd");
}
