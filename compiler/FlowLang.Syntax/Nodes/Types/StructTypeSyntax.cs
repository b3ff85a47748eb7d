using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`{ a: int32 @key, ...Other }`.</summary>
public sealed record StructTypeSyntax(ImmutableArray<StructMemberSyntax> Members, TextSpan Span) : TypeSyntax(Span);
