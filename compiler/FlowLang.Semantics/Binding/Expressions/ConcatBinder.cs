using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`a ++ b`: text, null where either is.</summary>
internal static class ConcatBinder
{
    public static BoundExpression Bind(BinaryExpressionSyntax syntax, BoundExpression left, BoundExpression right,
        ExpressionContext context)
    {
        if (BinaryBinder.IsBad(left, right))
        {
            return new BoundBadExpression([left, right], syntax.Span);
        }

        if (Coercion.TryConvert(left, TextType.Instance) is not { } a || Coercion.TryConvert(right, TextType.Instance) is not { } b)
        {
            return BinaryBinder.Mismatch(
                "++", left, right, "`++` joins texts: use `to_text(…)`, or write \"… ${x} …\"", syntax, context);
        }

        return new BoundBinary(
            BoundOperator.Concat, a, b, new TypeRef(TextType.Instance, a.Type.Nullable || b.Type.Nullable), false, syntax.Span);
    }
}
