using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Sqrt : ScalarFunction
{
    public override string Name => "sqrt";

    public override string Category => "math";

    public override string Summary => "The square root.";

    public override string Remarks => "Of a negative number: a value failure.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(FloatType.Float64, FunctionParameter.Float64("x")).Failing()];

    public override ImmutableArray<Example> Examples => [new("sqrt(2.25)", "1.5e0"), new("sqrt(-1)", "fails")];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure("(CASE WHEN {0} >= 0 THEN sqrt({0}) END)");

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure("TRY(sqrt({0}))");

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure("(CASE WHEN {0} >= 0 THEN sqrt({0}) END)");

    public override CSharpMapping CSharp => CSharpMapping.Try("Floats.TrySqrt");
}
