using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.JsonValues;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Functions.Patterns;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>What Spark would compute otherwise for some arguments, although it has the operation.</summary>
internal static class SparkRefusals
{
    public static string? Of(BoundExpression expression) => expression switch
    {
        BoundBinary { Operator: BoundOperator.Divide, Right.Type.Type: DecimalType { Precision: > SparkArithmetic.WidestDivisor } } =>
            $"a divisor of more than {SparkArithmetic.WidestDivisor} digits leaves no room for the exact quotient: cast it to fewer",
        BoundConversion { Kind: ConversionKind.Read } read when SparkCasts.Read(read.Type.Type) is null =>
            $"it reads {read.Type.Type} out of text less strictly",
        BoundConversion { Kind: not ConversionKind.Read } cast when IsLambdaRefused(cast) =>
            "elements of a list are converted in a lambda, where the engine allows no functions of its session",
        BoundCall call => Of(call),
        BoundIndex { Operand.Type.Type: JsonType, Index: BoundLiteral { Value: string path } } when !SparkJson.CanSay(path) => Path(path),
        _ => null,
    };

    private static string? Of(BoundCall call) => (call.Function.Name, call.Arguments) switch
    {
        ("regexp_replace", [_, BoundLiteral { Value: string pattern }, ..]) when JavaRegex.CanBeEmpty(pattern) =>
            "where the pattern matches no character it is replaced at more places",
        ("regexp_extract", [_, BoundLiteral { Value: string pattern }, BoundLiteral { Value: long group }])
            when JavaRegex.IsGroupAmbiguous(pattern, group) =>
            $"it can't tell whether group {group} matched no character or took no part",
        ("get" or "text_at" or "int_at" or "float_at" or "bool_at", [_, BoundLiteral { Value: string path }])
            when !SparkJson.CanSay(path) => Path(path),
        _ => null,
    };

    private static string Path(string path) => $"its json paths have no form for `{path}`";

    private static bool IsLambdaRefused(BoundConversion cast) =>
        (cast.Operand.Type.Type, cast.Type.Type) is (ListType from, ListType to) && SparkCasts.IsLambdaRefused(from, to);
}
