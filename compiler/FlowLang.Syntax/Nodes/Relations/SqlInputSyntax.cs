using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`t: Trip = trips`: a relation and what the SQL calls it.</summary>
public sealed record SqlInputSyntax(NameSyntax Name, TypeSyntax? Type, RelationSyntax Relation, TextSpan Span) : SyntaxNode(Span);
