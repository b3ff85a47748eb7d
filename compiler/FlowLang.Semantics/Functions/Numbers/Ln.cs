using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Ln : ScalarFunction
{
    public override string Name => "ln";

    public override string Category => "math";

    public override string Summary => "The natural logarithm.";

    public override string Remarks => "Of zero and of negative numbers: a value failure.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(FloatType.Float64, FunctionParameter.Float64("x")).Failing()];

    public override ImmutableArray<Example> Examples => [new("ln(1)", "0e0"), new("ln(0)", "fails"), new("ln(-1)", "fails")];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure("(CASE WHEN {0} > 0 THEN ln({0}) END)");

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure("TRY(ln({0}))");

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure("(CASE WHEN {0} > 0 THEN ln({0}) END)");

    public override CSharpMapping CSharp => CSharpMapping.Try("Floats.TryLn");
}
