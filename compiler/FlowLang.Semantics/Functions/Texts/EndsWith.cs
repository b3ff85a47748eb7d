using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class EndsWith : ScalarFunction
{
    public override string Name => "ends_with";

    public override string Category => "text";

    public override string Summary => "Whether the text ends with `suffix`.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(BoolType.Instance, new FunctionParameter("x", TypePattern.AnyText), new FunctionParameter("suffix", TypePattern.AnyText))];

    public override ImmutableArray<Example> Examples => [new("ends_with(\"flow\", \"ow\")", "true"), new("ends_with(\"flow\", \"\")", "true")];

    public override SqlMapping DuckDb => SqlMapping.Call("ends_with");
}
