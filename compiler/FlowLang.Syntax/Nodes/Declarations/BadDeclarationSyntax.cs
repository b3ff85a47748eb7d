using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>
/// A declaration that did not parse: its mistake is reported already, its name stays known so that uses of it are not errors too.
/// </summary>
public sealed record BadDeclarationSyntax(NameSyntax? Name, string? Keyword, TextSpan Span) : DeclarationSyntax(Name, Span);
