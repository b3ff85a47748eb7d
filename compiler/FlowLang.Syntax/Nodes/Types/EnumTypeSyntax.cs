using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`enum("red", "green")`.</summary>
public sealed record EnumTypeSyntax(ImmutableArray<TextLiteralSyntax> Values, TextSpan Span) : TypeSyntax(Span);
