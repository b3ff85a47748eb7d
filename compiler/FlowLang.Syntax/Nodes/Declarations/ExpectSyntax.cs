using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`expect on t { … }`: what must hold of the rows of a relation.</summary>
public sealed record ExpectSyntax(
    NameSyntax Relation,
    ImmutableArray<ExpectationSyntax> Expectations,
    TextSpan Span) : DeclarationSyntax(null, Span);
