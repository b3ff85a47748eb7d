using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Floor : ScalarFunction
{
    public override string Name => "floor";

    public override string Category => "math";

    public override string Summary => "The largest whole number that is not above x.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyInteger)),
        DecimalRounding.Overload,
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyFloat)),
    ];

    public override ImmutableArray<Example> Examples => [new("floor(2.7)", "2"), new("floor(-2.1)", "-3"), new("floor(-2.5e0)", "-3e0")];

    public override SqlMapping? Spark => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(floor({call.Arguments[0]}) AS {call.Type(call.Result.Type)})",
        _ => $"CAST(flow_floor(CAST({call.Arguments[0]} AS DOUBLE)) AS {call.Type(call.Result.Type)})",
    });

    public override SqlMapping DuckDb => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(floor({call.Arguments[0]}) AS {call.Type(call.Result.Type)})",
        _ => $"floor({call.Arguments[0]})",
    });

    public override SqlMapping? Postgres => DuckDb;

    public override CSharpMapping CSharp => CSharpMapping.Of(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType number => $"({call.Type(call.Result.Type)})Decimals.Floor({call.Arguments[0]}, {number.Scale})",
        FloatType { Bits: 32 } => $"MathF.Floor({call.Arguments[0]})",
        _ => $"Math.Floor({call.Arguments[0]})",
    });
}
