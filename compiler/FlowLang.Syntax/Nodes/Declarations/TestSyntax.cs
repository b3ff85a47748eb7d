using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`test "…" for t { given … expect … }`: items in the order written, for streams time moves between them.</summary>
public sealed record TestSyntax(
    TextLiteralSyntax Label,
    NameSyntax Target,
    ImmutableArray<ArgumentSyntax> Arguments,
    ImmutableArray<TestItemSyntax> Items,
    TextSpan Span) : DeclarationSyntax(null, Span);
