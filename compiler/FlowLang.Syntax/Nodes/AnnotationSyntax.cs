using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`@key` or `@name("x")` behind a field of a struct type.</summary>
public sealed record AnnotationSyntax(NameSyntax Name, ImmutableArray<ArgumentSyntax> Arguments, TextSpan Span) : SyntaxNode(Span);
