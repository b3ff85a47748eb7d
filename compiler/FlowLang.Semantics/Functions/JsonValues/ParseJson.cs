using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.JsonValues;

internal sealed class ParseJson : ScalarFunction
{
    public override string Name => "parse_json";

    public override string Category => "json";

    public override string Summary => "The json that a text is.";

    public override string Remarks => "Text that is no json is a value failure.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(JsonType.Instance, FunctionParameter.Text("x")).Failing()];

    public override ImmutableArray<Example> Examples => [new("text_at(parse_json(\"{\\\"a\\\": [1, 2]}\") else null, \"a[1]\")", "\"2\"")];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure("flow_read_json({0})");

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure("TRY_CAST({0} AS JSON)");

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure("flow.read_json_1({0})");

    public override CSharpMapping CSharp => CSharpMapping.Try("JsonText.TryRead");
}
