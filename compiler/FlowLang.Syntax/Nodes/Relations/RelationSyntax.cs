using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>What a query, join, set step or write reads.</summary>
public abstract record RelationSyntax(TextSpan Span) : SyntaxNode(Span);
