using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Collections;

internal sealed class ArrayJoin : ScalarFunction
{
    public override string Name => "array_join";

    public override string Category => "array";

    public override string Summary => "The items of a list of texts with a separator between them; null items are left out.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(TextType.Instance, FunctionParameter.Of("xs", new ListType(new TypeRef(TextType.Instance, true))),
            FunctionParameter.Text("separator")),
    ];

    public override ImmutableArray<Example> Examples => [new("array_join([\"a\", \"b\"], \"-\")", "\"a-b\"")];

    public override SqlMapping? Spark => SqlMapping.Call("array_join");

    public override SqlMapping DuckDb => SqlMapping.Call("array_to_string");

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Call("TextList.Join");
}
