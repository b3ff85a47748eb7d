using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>An argument of a call as the binder found it.</summary>
/// <param name="Name">Of `name: value`, else null.</param>
/// <param name="Value">The bound value; a bare word for a symbol parameter is a literal of <see cref="SymbolType"/>.</param>
public sealed record CallArgument(string? Name, BoundExpression Value)
{
    public static CallArgument Word(string? name, string word, TextSpan span) =>
        new(name, new BoundLiteral(word, new TypeRef(new SymbolType(word)), span));
}
