using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>
/// DuckDB's forms of the operators: total values and failed-conditions, composed by the emitter. `and`, `or`, `??` and `case` are not here:
/// which operand's failure counts is the emitter's to say.
/// </summary>
public static class OperatorMappings
{
    /// <param name="left">The left operand's type, already converted as <see cref="BoundBinary"/> says.</param>
    /// <param name="right">The right operand's type.</param>
    public static SqlMapping Binary(BoundOperator op, FlowType left, FlowType right, FlowType result) => op switch
    {
        BoundOperator.Add or BoundOperator.Subtract or BoundOperator.Multiply or BoundOperator.Divide or BoundOperator.IntegerDivide
            or BoundOperator.Remainder => ArithmeticMappings.Binary(op, left, result),
        BoundOperator.Concat => Infix("||"),
        BoundOperator.Equal => Infix("="),
        BoundOperator.NotEqual => Infix("<>"),
        BoundOperator.Less => Infix("<"),
        BoundOperator.LessOrEqual => Infix("<="),
        BoundOperator.Greater => Infix(">"),
        BoundOperator.GreaterOrEqual => Infix(">="),
        BoundOperator.DistinctFrom => Infix("IS DISTINCT FROM"),
        BoundOperator.NotDistinctFrom => Infix("IS NOT DISTINCT FROM"),
        _ => throw new System.Diagnostics.UnreachableException($"{op} on {left} and {right} is the emitter's."),
    };

    public static SqlMapping Unary(UnaryOperator op, FlowType operand) => (op, operand) switch
    {
        (UnaryOperator.Negate, IntegerType) => SqlMapping.NullOnFailure("TRY(-{0})"),
        (UnaryOperator.Negate, _) => SqlMapping.Template("(-{0})"),
        (UnaryOperator.Plus, _) => SqlMapping.Template("{0}"),
        (UnaryOperator.Not, _) => SqlMapping.Template("(NOT {0})"),
        _ => throw new System.Diagnostics.UnreachableException(op.ToString()),
    };

    /// <summary>One argument: the text.</summary>
    public static SqlMapping Like(string pattern, bool negated) =>
        new(call => $"({call.Arguments[0]} {(negated ? "NOT LIKE" : "LIKE")} {SqlText.Quote(pattern)} ESCAPE '\\')");

    /// <summary>Arguments: the operand, then the options.</summary>
    public static SqlMapping In(bool negated) =>
        new(call => $"({call.Arguments[0]} {(negated ? "NOT IN" : "IN")} ({string.Join(", ", call.Arguments.Skip(1))}))");

    /// <summary>Arguments: the operand, the low and the high bound.</summary>
    public static SqlMapping Between(bool negated) =>
        SqlMapping.Template(negated ? "({0} NOT BETWEEN {1} AND {2})" : "({0} BETWEEN {1} AND {2})");

    /// <summary>
    /// `xs[i]`, `m["key"]` and `j["path"]`: the operand, then the index. Null past the end,
    /// for a position below 1 and for a key that is not there.
    /// </summary>
    public static SqlMapping Index(FlowType operand) => operand switch
    {
        ListType => SqlMapping.Template("array_extract({0}, greatest({1}, 0))"),
        MapType => SqlMapping.Template("map_extract_value({0}, {1})"),
        JsonType => new(call => call.Constants[1] is string path && JsonPath.Parse(path) is { } parsed
            ? $"json_extract({call.Arguments[0]}, {SqlText.Quote(parsed.ToDuckDb())})"
            : throw new System.Diagnostics.UnreachableException("A json path is a literal that was checked.")),
        _ => throw new System.Diagnostics.UnreachableException(operand.ToString()),
    };

    /// <summary>A value as a key (`by`, dedupe, join, sort) or in a sink: -0 becomes 0; every other value stays.</summary>
    public static string Key(FlowType type, string value) => type is FloatType ? $"({value} + 0)" : value;

    /// <summary>Parts of an interpolated text, joined.</summary>
    public static string Interpolate(ImmutableArray<string> parts) => parts.IsEmpty ? "''" : $"({string.Join(" || ", parts)})";

    private static SqlMapping Infix(string sign) => SqlMapping.Template($"({{0}} {sign} {{1}})");
}
