using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>Says what a value failure was, for the report of a run that failed by it.</summary>
internal static class FailureReasons
{
    public static string Of(BoundExpression expression)
    {
        BoundExpression at = Failing(expression) ?? expression;
        string text = FailureText.Short(at.Span.Text);
        return at switch
        {
            BoundConversion { Operand: var operand } => $"`{FailureText.Short(operand.Span.Text)}` is not {Article(at)} {at.Type.Type}",
            BoundBinary { Operator: BoundOperator.Divide or BoundOperator.IntegerDivide or BoundOperator.Remainder } =>
                $"division by zero or overflow in `{text}`",
            BoundCall { Function: UserFunction } => $"`{text}` threw",
            BoundBinary or BoundUnary or FlaggedColumn or BoundCall { MustBeHandled: false } => $"overflow in `{text}`",
            _ => $"`{text}` has no value",
        };
    }

    /// <summary>`a date`, `an int64`.</summary>
    private static string Article(BoundExpression at) => at.Type.Type.ToString() is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? "an" : "a";

    // The innermost operation that can fail, first in the order of evaluation.
    private static BoundExpression? Failing(BoundExpression expression)
    {
        if (!expression.CanFail)
        {
            return null;
        }

        return expression.Children.Select(Failing).FirstOrDefault(found => found is not null) ?? expression;
    }
}
