using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>
/// PostgreSQL's forms of the operators. What it raises an error for (overflow, division by zero, floats out of range) is a function in
/// schema <c>flow</c> of the database that gives null or follows IEEE 754; its body is plain SQL, which the server inlines.
/// </summary>
public static class PostgresOperators
{
    public static SqlMapping Binary(BoundOperator op, FlowType left, FlowType result) => (op, left, result) switch
    {
        (BoundOperator.Divide, IntegerType, _) => SqlMapping.NullOnFailure("flow.quotient_1({0}, {1})"),
        (BoundOperator.Divide, DecimalType, DecimalType type) =>
            SqlMapping.NullOnFailure($"flow.divide_1({{0}}, {{1}}, {PostgresSql.Rounding(type)})"),
        (BoundOperator.IntegerDivide, _, _) => SqlMapping.NullOnFailure("flow.div_1({0}, {1})"),
        (BoundOperator.Remainder, _, _) => SqlMapping.NullOnFailure("flow.remainder_1({0}, {1})"),
        (_, IntegerType, _) => SqlMapping.NullOnFailure($"flow.{Name(op)}_1({{0}}, {{1}})"),
        (_, DecimalType, _) => SqlMapping.Template($"({{0}} {Sign(op)} {{1}})"),
        _ => SqlMapping.Template($"flow.{Name(op)}_1({{0}}, {{1}})"),
    };

    public static SqlMapping Unary(UnaryOperator op, FlowType operand) => (op, operand) switch
    {
        (UnaryOperator.Negate, IntegerType) => SqlMapping.NullOnFailure("flow.negate_1({0})"),
        (UnaryOperator.Negate, _) => SqlMapping.Template("(-{0})"),
        (UnaryOperator.Plus, _) => SqlMapping.Template("{0}"),
        _ => throw new System.Diagnostics.UnreachableException(op.ToString()),
    };

    /// <summary>As <see cref="OperatorMappings.Index"/>.</summary>
    public static SqlMapping Index(FlowType operand) => operand switch
    {
        ListType => SqlMapping.Template("({0})[CAST(CASE WHEN {1} BETWEEN 1 AND 2147483647 THEN {1} END AS integer)]"),
        MapType map => new(call => PostgresJson.Value($"({call.Arguments[0]} -> {call.Arguments[1]})", map.Value.Type, call.Type)),
        JsonType => new(PostgresJson.At),
        _ => throw new System.Diagnostics.UnreachableException(operand.ToString()),
    };

    /// <summary>As <see cref="OperatorMappings.Key"/>; texts by code point.</summary>
    public static string Key(FlowType type, string value) => type is FloatType ? $"({value} + 0)" : PostgresSql.Ordered(type, value);

    private static string Name(BoundOperator op) => op switch
    {
        BoundOperator.Add => "add",
        BoundOperator.Subtract => "subtract",
        BoundOperator.Multiply => "multiply",
        BoundOperator.Divide => "divide",
        _ => throw new System.Diagnostics.UnreachableException(op.ToString()),
    };

    private static string Sign(BoundOperator op) => op switch
    {
        BoundOperator.Add => "+",
        BoundOperator.Subtract => "-",
        BoundOperator.Multiply => "*",
        _ => throw new System.Diagnostics.UnreachableException(op.ToString()),
    };
}
