using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Power : ScalarFunction
{
    public override string Name => "power";

    public override string Category => "math";

    public override string Summary => "x to the power of `exponent`, in float64.";

    public override string Remarks =>
        "A value failure: zero to a negative power, and a negative number to a power that is not whole. Beyond the " +
        "largest float it is infinity.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x"), FunctionParameter.Float64("exponent")).Failing(),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("power(2, 10)", "1024e0"),
        new("power(2, -1)", "0.5e0"),
        new("power(0, -1)", "fails"),
        new("power(-8, 0.5)", "fails"),
    ];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure("flow_power({0}, {1})");

    public override SqlMapping DuckDb => new(
        call => Guarded(call, $"THEN power({call.Arguments[0]}, {call.Arguments[1]}) END"),
        call => $"coalesce({Outside(call)}, false)");

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure("flow.power_1({0}, {1})");

    private static string Guarded(SqlCall call, string then) => $"(CASE WHEN NOT {Outside(call)} {then})";

    private static string Outside(SqlCall call) =>
        $"(({call.Arguments[0]} = 0 AND {call.Arguments[1]} < 0) OR " +
        $"({call.Arguments[0]} < 0 AND isfinite({call.Arguments[0]}) AND isfinite({call.Arguments[1]}) AND " +
        $"{call.Arguments[1]} <> floor({call.Arguments[1]})))";

    public override CSharpMapping CSharp => CSharpMapping.Try("Floats.TryPower");
}
