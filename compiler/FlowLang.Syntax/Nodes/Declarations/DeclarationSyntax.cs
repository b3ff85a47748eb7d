using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One declaration of a file. The name is null for `import`, `expect`, `test` and an unnamed `workspace`.</summary>
public abstract record DeclarationSyntax(NameSyntax? Name, TextSpan Span) : SyntaxNode(Span);
