using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class StartsWith : ScalarFunction
{
    public override string Name => "starts_with";

    public override string Category => "text";

    public override string Summary => "Whether the text begins with `prefix`.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(BoolType.Instance, new FunctionParameter("x", TypePattern.AnyText), new FunctionParameter("prefix", TypePattern.AnyText))];

    public override ImmutableArray<Example> Examples => [new("starts_with(\"flow\", \"fl\")", "true"), new("starts_with(\"flow\", \"\")", "true")];

    public override SqlMapping DuckDb => SqlMapping.Call("starts_with");
}
