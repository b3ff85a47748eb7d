using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Replace : ScalarFunction
{
    public override string Name => "replace";

    public override string Category => "text";

    public override string Summary => "The text with every occurrence of `from` replaced by `to`.";

    public override string Remarks => "Empty `from` occurs nowhere.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Text("x"), FunctionParameter.Text("from"), FunctionParameter.Text("to")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("replace(\"banana\", \"an\", \"-\")", "\"b--a\""),
        new("replace(\"abc\", \"\", \"x\")", "\"abc\""),
    ];

    public override SqlMapping? Spark => SqlMapping.Call("replace");

    public override SqlMapping DuckDb => SqlMapping.Call("replace");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Call("Text.Replace");
}
