using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`and`, `or`: lazy from left to right, so the right side knows what the left one decided.</summary>
internal static class LogicBinder
{
    public static BoundExpression Bind(BinaryExpressionSyntax syntax, BoundExpression boundLeft, ExpressionContext context)
    {
        bool isAnd = syntax.Operator == BinaryOperator.And;
        BoundExpression left = ExpressionBinder.RequireBool(boundLeft, context);
        ExpressionContext known = context.Knowing(isAnd ? NullFacts.WhenTrue(left) : NullFacts.WhenFalse(left));
        BoundExpression right = ExpressionBinder.RequireBool(ExpressionBinder.Bind(syntax.Right, known), known);
        TypeRef type = new(BoolType.Instance, left.Type.Nullable || right.Type.Nullable);
        return new BoundBinary(isAnd ? BoundOperator.And : BoundOperator.Or, left, right, type, false, syntax.Span);
    }
}
