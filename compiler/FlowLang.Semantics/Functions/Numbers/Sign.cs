using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Sign : ScalarFunction
{
    public override string Name => "sign";

    public override string Category => "math";

    public override string Summary => "-1, 0 or 1: the side of zero on which x lies.";

    public override string Remarks => "NaN gives NaN.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int32, FunctionParameter.Of("x", TypePattern.AnyInteger)),
        Overload.To(IntegerType.Int32, FunctionParameter.Of("x", TypePattern.AnyDecimal)),
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x")),
    ];

    public override ImmutableArray<Example> Examples => [new("sign(-2.50)", "-1"), new("sign(0)", "0"), new("sign(3e0)", "1e0")];

    public override SqlMapping? Spark => new(call => call.Types[0].Type is FloatType
        ? $"(CASE WHEN isnan({call.Arguments[0]}) THEN {call.Arguments[0]} WHEN {call.Arguments[0]} > 0 THEN 1D " +
            $"WHEN {call.Arguments[0]} < 0 THEN -1D WHEN {call.Arguments[0]} = 0 THEN 0D END)"
        : $"(CASE WHEN {call.Arguments[0]} > 0 THEN 1 WHEN {call.Arguments[0]} < 0 THEN -1 WHEN {call.Arguments[0]} = 0 THEN 0 END)");

    public override SqlMapping DuckDb => new(call => call.Types[0].Type is FloatType
        ? $"(CASE WHEN isnan({call.Arguments[0]}) THEN {call.Arguments[0]} ELSE CAST(sign({call.Arguments[0]}) AS DOUBLE) END)"
        : $"CAST(sign({call.Arguments[0]}) AS INTEGER)");

    public override SqlMapping? Postgres => new(call => call.Types[0].Type is FloatType
        ? $"(CASE WHEN {call.Arguments[0]} = 'NaN' THEN {call.Arguments[0]} ELSE sign({call.Arguments[0]}) END)"
        : $"CAST(sign({call.Arguments[0]}) AS integer)");

    public override CSharpMapping CSharp => CSharpMapping.Of(call => call.Types[0].Type switch
    {
        FloatType => $"Floats.Sign({call.Arguments[0]})",
        DecimalType type => $"{call.Type(type)}.Sign({call.Arguments[0]})",
        _ => $"Math.Sign({call.Arguments[0]})",
    });
}
