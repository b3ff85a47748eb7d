using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>
/// Values that must be written out: defaults, rows of tests, arguments of generators. Text stands for types without a literal.
/// </summary>
internal static class Constants
{
    /// <summary>The literal, or null and a mistake reported.</summary>
    /// <param name="what">What wants it, as a diagnostic begins.</param>
    public static BoundLiteral? Bind(ExpressionSyntax syntax, string what, ExpressionContext context)
    {
        BoundExpression bound = ExpressionBinder.Bind(syntax, context);
        if (bound is not (BoundLiteral or BoundBadExpression))
        {
            context.Report(TypeDiagnostics.ConstantWanted(syntax.Span, what));
        }

        return bound as BoundLiteral;
    }

    /// <summary>The literal as a type, or null and a mistake reported.</summary>
    public static BoundLiteral? Require(BoundLiteral literal, TypeRef type, ExpressionContext context) =>
        (ReadText(literal, type.Type) ?? Coercion.Require(literal, type, context)) as BoundLiteral;

    /// <summary>A text as a value of a type that has no literal of its own: uuid, bytes (base64), json; null where it is none.</summary>
    public static BoundLiteral? ReadText(BoundExpression expression, FlowType type)
    {
        if (expression is not BoundLiteral { Value: string text, Type.Type: TextType })
        {
            return null;
        }

        object? value = type switch
        {
            UuidType when Guid.TryParseExact(text, "D", out Guid id) => id,
            JsonType => text,
            BytesType => Decode(text),
            _ => null,
        };
        return value is null ? null : new BoundLiteral(value, new TypeRef(type), expression.Span);
    }

    /// <summary>A value of an `enum` by its name alone, as in `op in [insert, update]`; null where it is none, or a column.</summary>
    public static BoundLiteral? ReadWord(ExpressionSyntax syntax, FlowType type, ExpressionContext context) =>
        syntax is NameExpressionSyntax { Name.Text: var word } && type is EnumType set && set.Values.Contains(word)
            && context.Rows.Find(word).IsEmpty
            ? new BoundLiteral(word, new TypeRef(set), syntax.Span)
            : null;

    private static object? Decode(string text)
    {
        byte[] bytes = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out int length) ? ImmutableArray.Create(bytes, 0, length) : null;
    }
}
