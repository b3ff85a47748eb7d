using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A source, stream, transform or relation parameter; with arguments a parameterised transform.</summary>
public sealed record NamedRelationSyntax(NameSyntax Name, ImmutableArray<ArgumentSyntax>? Arguments, TextSpan Span) : RelationSyntax(Span);
