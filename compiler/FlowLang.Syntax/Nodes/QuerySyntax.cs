using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Where rows come from and the steps they go through.</summary>
public sealed record QuerySyntax(
    RelationSyntax Relation,
    NameSyntax? Alias,
    ImmutableArray<StepSyntax> Steps,
    TextSpan Span) : SyntaxNode(Span);
