using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Collections;

internal sealed class ArraySort : ScalarFunction
{
    public override string Name => "array_sort";

    public override string Category => "array";

    public override string Summary => "The items in ascending order, nulls last.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.Of("xs", Sortable)], arguments => arguments[0].Type.Type) { Returns = "type of `xs`" },
    ];

    public override ImmutableArray<Example> Examples => [new("array_sort([3, 1, 2])[1]", "1")];

    public override SqlMapping? Spark => SqlMapping.Call("array_sort");

    public override SqlMapping DuckDb => SqlMapping.Template("list_sort({0}, 'ASC', 'NULLS LAST')");

    public override SqlMapping? Postgres => new(call => PostgresSql.WhereList(
        call.Arguments[0],
        $"ARRAY(SELECT e FROM unnest({call.Arguments[0]}) AS t(e) " +
        $"ORDER BY {PostgresSql.Ordered(((ListType)call.Types[0].Type).Element.Type, "e")} NULLS LAST)"));

    private static TypePattern Sortable { get; } = new ClassPattern(
        "list of values with an order", type => type is ListType list && Conversions.HasOrder(list.Element.Type),
        new ListType(new TypeRef(TextType.Instance, true)));

    public override CSharpMapping CSharp => CSharpMapping.Of(call => call.Result.Type is ListType { Element.Type: var item }
        ? $"{call.Arguments[0]}.Sort({CSharpOrder.NullsLast(item, call.Type)})"
        : throw new System.Diagnostics.UnreachableException("array_sort gives a list"));
}
