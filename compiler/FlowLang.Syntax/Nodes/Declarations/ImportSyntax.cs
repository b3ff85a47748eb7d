using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`import { a, b as c } from "./x.flow"`.</summary>
public sealed record ImportSyntax(
    ImmutableArray<ImportedNameSyntax> Names,
    TextLiteralSyntax Path,
    TextSpan Span) : DeclarationSyntax(null, Span);
