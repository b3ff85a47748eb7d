using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Which relation: its name and where it is declared, since a name is unique in its file only.</summary>
public readonly record struct RelationKey(string Name, TextSpan Declaration)
{
    public static RelationKey Of(RelationSymbol symbol) => new(symbol.Name, symbol.Span);
}
