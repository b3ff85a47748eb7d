using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`workspace taxi { ledger: pg, pools: { heavy: 2 } }`: what holds for all pipelines; the name may be absent.</summary>
public sealed record WorkspaceSyntax(
    NameSyntax? Name,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span);
