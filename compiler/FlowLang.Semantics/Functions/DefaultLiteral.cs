using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>Reads what <see cref="FunctionParameter.Default"/> says: `null`, a bool, an integer, a text in quotes,
/// or a bare word.</summary>
internal static class DefaultLiteral
{
    public static BoundLiteral Parse(string text) => text switch
    {
        "null" => Literal(null, new TypeRef(NullType.Instance, true)),
        "true" or "false" => Literal(text == "true", new TypeRef(BoolType.Instance)),
        ['"', .. var inner, '"'] => Literal(inner, new TypeRef(TextType.Instance)),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) =>
            Literal(number, new TypeRef(IntegerType.Int64)),
        _ => Literal(text, new TypeRef(new SymbolType(text))),
    };

    private static BoundLiteral Literal(object? value, TypeRef type) => new(value, type, TextSpan.None);
}
