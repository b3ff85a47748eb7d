using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Log10 : ScalarFunction
{
    public override string Name => "log10";

    public override string Category => "math";

    public override string Summary => "The logarithm to base 10.";

    public override string Remarks => "Of zero and of negative numbers: a value failure.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(FloatType.Float64, FunctionParameter.Float64("x")).Failing()];

    public override ImmutableArray<Example> Examples => [new("log10(1000)", "3e0"), new("log10(0)", "fails")];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure("(CASE WHEN {0} > 0 THEN log10({0}) END)");

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure("TRY(log10({0}))");

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure("(CASE WHEN {0} > 0 THEN log({0}) END)");

    public override CSharpMapping CSharp => CSharpMapping.Try("Floats.TryLog10");
}
