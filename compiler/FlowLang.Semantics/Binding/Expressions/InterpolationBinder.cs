using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`"a ${x}"`: every part as text; null where a part is.</summary>
internal static class InterpolationBinder
{
    public static BoundExpression Bind(InterpolatedTextSyntax syntax, ExpressionContext context)
    {
        ImmutableArray<BoundExpression> parts = [.. syntax.Parts.Select(part => AsText(ExpressionBinder.Bind(part, context), context))];
        return parts.Any(part => part.Type.Type is ErrorType)
            ? new BoundBadExpression(parts, syntax.Span)
            : new BoundInterpolation(parts, new TypeRef(TextType.Instance, parts.Any(part => part.Type.Nullable)), syntax.Span);
    }

    private static BoundExpression AsText(BoundExpression part, ExpressionContext context)
    {
        if (Coercion.TryConvert(part, TextType.Instance) is { } text)
        {
            return text;
        }

        return FunctionCatalogue.Find("to_text") is ScalarFunction function
            ? CallBinder.Finish(function, [new CallArgument(null, part)], part.Span, context)
            : context.Bad(Coercion.Mismatch(part, TextType.Instance), part.Span, part);
    }
}
