using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`name: type @annotation`.</summary>
public sealed record FieldSyntax(
    NameSyntax Name,
    TypeSyntax Type,
    ImmutableArray<AnnotationSyntax> Annotations,
    TextSpan Span) : StructMemberSyntax(Span)
{
    /// <summary>Says that the field carries `@key`.</summary>
    public bool IsKey => Annotations.Any(a => a.Name.Text == "key");
}
