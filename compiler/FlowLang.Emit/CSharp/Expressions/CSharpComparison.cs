using System.Diagnostics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>Comparison of two values of one type.</summary>
internal static class CSharpComparison
{
    public static string Write(BoundOperator op, FlowType type, string left, string right)
    {
        if (op is BoundOperator.Equal or BoundOperator.NotEqual)
        {
            return type is FloatType
                ? $"{(op == BoundOperator.NotEqual ? "!" : "")}Floats.Same({left}, {right})"
                : $"({left} {Sign(op)} {right})";
        }

        return type switch
        {
            FloatType => $"(Floats.Compare({left}, {right}) {Sign(op)} 0)",
            TextType or EnumType => $"(Text.Compare({left}, {right}) {Sign(op)} 0)",
            BoolType or UuidType => $"({left}.CompareTo({right}) {Sign(op)} 0)",
            _ => $"({left} {Sign(op)} {right})",
        };
    }

    /// <summary>Whether <see cref="Write"/> over null is false, as a condition needs it.</summary>
    public static bool IsFalseForNull(BoundOperator op, FlowType type, bool left, bool right) => !(left || right) || op switch
    {
        BoundOperator.NotEqual => false,
        BoundOperator.Equal => !(left && right),
        _ => type is IntegerType or DecimalType or DateType or TimeType or InstantType or DateTimeType or BytesType,
    };

    private static string Sign(BoundOperator op) => op switch
    {
        BoundOperator.Equal => "==",
        BoundOperator.NotEqual => "!=",
        BoundOperator.Less => "<",
        BoundOperator.LessOrEqual => "<=",
        BoundOperator.Greater => ">",
        BoundOperator.GreaterOrEqual => ">=",
        _ => throw new UnreachableException(op.ToString()),
    };
}
