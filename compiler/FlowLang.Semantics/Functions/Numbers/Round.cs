using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Round : ScalarFunction
{
    public override string Name => "round";

    public override string Category => "math";

    public override string Summary => "The nearest number with `digits` behind the point; halves go away from zero.";

    public override string Remarks =>
        "A decimal keeps exactly `digits` places. A float is multiplied by 10^digits, rounded and divided again, " +
        "all in float64, so that 2.675e0 gives 2.68.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyInteger)),
        DecimalRounding.Overload with { Parameters = [FunctionParameter.Of("x", TypePattern.AnyDecimal), DecimalRounding.Digits] },
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyFloat)),
        Overload.To(FloatType.Float64, FunctionParameter.Float64("x"), FunctionParameter.Literal("digits", IntegerType.Int32)),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("round(2.5)", "3"),
        new("round(-2.5)", "-3"),
        new("round(2.345, 2)", "2.35"),
        new("round(2.5e0)", "3e0"),
        new("round(7)", "7"),
    ];

    public override SqlMapping? Spark => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(round({call.Arguments[0]}, {call.Constants[1]}) AS {call.Type(call.Result.Type)})",
        _ when call.Arguments.Length > 1 => $"flow_scaled_round({call.Arguments[0]}, 1e{call.Constants[1]}D)",
        _ => $"CAST(flow_round({call.Arguments[0]}) AS {call.Type(call.Result.Type)})",
    });

    public override SqlMapping DuckDb => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(round({call.Arguments[0]}, {call.Constants[1]}) AS {call.Type(call.Result.Type)})",
        _ => $"round({string.Join(", ", call.Arguments)})",
    });

    public override SqlMapping? Postgres => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(round({call.Arguments[0]}, {call.Constants[1]}) AS {call.Type(call.Result.Type)})",
        _ when call.Constants is [_, long digits] =>
            $"(CASE WHEN abs({call.Arguments[0]}) < 1e290 THEN flow.round_1({call.Arguments[0]} * 1e{digits}) / 1e{digits} " +
            $"ELSE {call.Arguments[0]} END)",
        _ => $"CAST(flow.round_1({call.Arguments[0]}) AS {call.Type(call.Result.Type)})",
    });

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => DecimalRounding.Check(Name, arguments);

    public override CSharpMapping CSharp => CSharpMapping.Of(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType number when call.Result.Type is DecimalType result =>
            $"({call.Type(result)})Decimals.Drop({call.Arguments[0]}, {number.Scale - result.Scale})",
        _ => call.Call("Floats.Round").Text,
    });
}
