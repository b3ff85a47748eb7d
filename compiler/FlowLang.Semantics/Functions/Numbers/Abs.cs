using System.Collections.Immutable;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Abs : ScalarFunction
{
    public override string Name => "abs";

    public override string Category => "math";

    public override string Summary => "The distance from zero.";

    public override string Remarks => "The least integer has no positive counterpart: that is an overflow.";

    public override bool FailsByOverflowOnly => true;

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyInteger)).Overflowing(),
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyNumeric)),
    ];

    public override ImmutableArray<Example> Examples => [new("abs(-2.50)", "2.50"), new("abs(-7)", "7"), new("abs(null)", "null")];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure(call => call.Types[0].Type switch
    {
        IntegerType => $"(CASE WHEN {call.Arguments[0]} < 0 THEN {SparkArithmetic.Negative(call, 0)} ELSE {call.Arguments[0]} END)",
        DecimalType => $"(CASE WHEN {call.Arguments[0]} < 0 THEN {SparkArithmetic.Opposite(call, 0)} ELSE {call.Arguments[0]} END)",
        _ => $"abs({call.Arguments[0]})",
    });

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure("TRY(abs({0}))");

    public override SqlMapping? Postgres => new(
        call => call.Types[0].Type is IntegerType ? $"flow.abs_1({call.Arguments[0]})" : $"abs({call.Arguments[0]})",
        SqlMapping.NullOnFailure("flow.abs_1({0})").Failed);

    public override CSharpMapping CSharp => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Try("Integers.TryAbs"),
        DecimalType => call.Call($"{call.Type(call.Result.Type)}.Abs"),
        _ => call.Call("Math.Abs"),
    });
}
