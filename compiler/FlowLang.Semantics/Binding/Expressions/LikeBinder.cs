using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`x like "a%"`: the pattern is a literal.</summary>
internal static class LikeBinder
{
    public static BoundExpression Bind(LikeExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression value = ExpressionBinder.Bind(syntax.Value, context);
        if (syntax.Pattern is not TextLiteralSyntax { Value: var pattern })
        {
            return context.Bad(TypeDiagnostics.PatternIsNotLiteral(syntax.Pattern.Span), syntax.Span, value);
        }

        if (EndsInEscape(pattern))
        {
            return context.Bad(TypeDiagnostics.PatternEndsInEscape(syntax.Pattern.Span), syntax.Span, value);
        }

        if (value.Type.Type is ErrorType)
        {
            return new BoundBadExpression([value], syntax.Span);
        }

        return Coercion.TryConvert(value, TextType.Instance) is { } text
            ? new BoundLike(text, pattern, syntax.IsNegated, new TypeRef(BoolType.Instance, text.Type.Nullable), syntax.Span)
            : context.Bad(
                TypeDiagnostics.TypeMismatch(value.Span, "text", value.Type.ToString(), "`like` is for texts: use `to_text(…)`"),
                    syntax.Span, value);
    }

    private static bool EndsInEscape(string pattern)
    {
        int escapes = pattern.Length - pattern.TrimEnd('\\').Length;
        return escapes % 2 == 1;
    }
}
