using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`text`, `Money`, `decimal(12, 2)`; the arguments are whole numbers, empty for most types.</summary>
public sealed record NamedTypeSyntax(NameSyntax Name, ImmutableArray<int> Arguments, TextSpan Span) : TypeSyntax(Span);
