using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

internal sealed class Ceil : ScalarFunction
{
    public override string Name => "ceil";

    public override string Category => "math";

    public override string Summary => "The smallest whole number that is not below x.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyInteger)),
        DecimalRounding.Overload,
        Overload.Same(FunctionParameter.Of("x", TypePattern.AnyFloat)),
    ];

    public override ImmutableArray<Example> Examples => [new("ceil(2.1)", "3"), new("ceil(-2.7)", "-2"), new("ceil(2.5e0)", "3e0")];

    public override SqlMapping? Spark => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(ceil({call.Arguments[0]}) AS {call.Type(call.Result.Type)})",
        _ => $"CAST(-flow_floor(-CAST({call.Arguments[0]} AS DOUBLE)) AS {call.Type(call.Result.Type)})",
    });

    public override SqlMapping DuckDb => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(ceil({call.Arguments[0]}) AS {call.Type(call.Result.Type)})",
        _ => $"ceil({call.Arguments[0]})",
    });

    public override SqlMapping? Postgres => new(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType => $"CAST(ceil({call.Arguments[0]}) AS {call.Type(call.Result.Type)})",
        _ => $"ceil({call.Arguments[0]})",
    });

    public override CSharpMapping CSharp => CSharpMapping.Of(call => call.Types[0].Type switch
    {
        IntegerType => call.Arguments[0],
        DecimalType number => $"({call.Type(call.Result.Type)})Decimals.Ceil({call.Arguments[0]}, {number.Scale})",
        FloatType { Bits: 32 } => $"MathF.Ceiling({call.Arguments[0]})",
        _ => $"Math.Ceiling({call.Arguments[0]})",
    });
}
