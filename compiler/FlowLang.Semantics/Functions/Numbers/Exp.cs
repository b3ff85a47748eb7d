using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Exp : ScalarFunction
{
    public override string Name => "exp";

    public override string Category => "math";

    public override string Summary => "e to the power of x.";

    public override string Remarks => "Beyond the largest float it is infinity.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(FloatType.Float64, FunctionParameter.Float64("x"))];

    public override ImmutableArray<Example> Examples => [new("exp(0)", "1e0")];

    public override SqlMapping? Spark => DuckDb;

    public override SqlMapping DuckDb => SqlMapping.Call("exp");

    public override SqlMapping? Postgres => SqlMapping.Call("flow.exp_1");

    public override CSharpMapping CSharp => CSharpMapping.Call("Math.Exp");
}
