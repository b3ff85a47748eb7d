using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Reverse : ScalarFunction
{
    public override string Name => "reverse";

    public override string Category => "text";

    public override string Summary => "The code points in reverse order.";

    public override string Remarks => "A combining mark comes to stand before its letter.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(TextType.Instance, FunctionParameter.Text("x"))];

    public override ImmutableArray<Example> Examples => [new("reverse(\"abc\")", "\"cba\""), new("reverse(\"a👍\")", "\"👍a\"")];

    public override SqlMapping? Spark => SqlMapping.Call("reverse");

    public override SqlMapping DuckDb => SqlMapping.Template("array_to_string(list_reverse(string_split({0}, '')), '')");

    public override SqlMapping? Postgres => SqlMapping.Call("reverse");

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.Reverse");
}
