using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Contains : ScalarFunction
{
    public override string Name => "contains";

    public override string Category => "text";

    public override string Summary => "Whether `part` stands somewhere in the text.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(BoolType.Instance, new FunctionParameter("x", TypePattern.AnyText), new FunctionParameter("part", TypePattern.AnyText))];

    public override ImmutableArray<Example> Examples => [new("contains(\"flow\", \"lo\")", "true"), new("contains(\"flow\", \"L\")", "false")];

    public override SqlMapping DuckDb => SqlMapping.Call("contains");
}
