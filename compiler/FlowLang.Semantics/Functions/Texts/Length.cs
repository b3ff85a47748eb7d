using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Texts;

internal sealed class Length : ScalarFunction
{
    public override string Name => "length";

    public override string Category => "text";

    public override string Summary => "The number of code points.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(IntegerType.Int64, new FunctionParameter("x", TypePattern.AnyText))];

    public override ImmutableArray<Example> Examples => [new("length(\"año\")", "3"), new("length(\"\")", "0"), new("length(\"👍\")", "1")];

    public override SqlMapping DuckDb => SqlMapping.Call("length");
}
