using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Trim : ScalarFunction
{
    public override string Name => "trim";

    public override string Category => "text";

    public override string Summary => "The text without spaces at both ends.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(TextType.Instance, new FunctionParameter("x", TypePattern.AnyText))];

    public override ImmutableArray<Example> Examples => [new("trim(\"  a b \")", "\"a b\"")];

    public override SqlMapping DuckDb => SqlMapping.Template("trim({0}, ' ')");
}
