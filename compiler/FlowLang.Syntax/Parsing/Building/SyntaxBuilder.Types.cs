using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Types.</summary>
internal sealed partial class SyntaxBuilder
{
    private TypeSyntax? OptionalType(FlowParser.TypeContext? context) => context is null ? null : Type(context);

    private TypeSyntax Type(FlowParser.TypeContext context)
    {
        TypeSyntax type = context.typeAtom() switch
        {
            FlowParser.NamedTypeContext c => NamedType(c),
            FlowParser.StructTypeContext c => new StructTypeSyntax([.. c.structMember().Select(StructMember)], Span(c)),
            _ => throw new UnreachableException(),
        };
        foreach (FlowParser.TypeSuffixContext suffix in context.typeSuffix())
        {
            type = suffix.QUESTION() is not null
                ? new NullableTypeSyntax(type, Span(context.Start, suffix.Stop))
                : new ListTypeSyntax(type, Span(context.Start, suffix.Stop));
        }

        return type;
    }

    private StructMemberSyntax StructMember(FlowParser.StructMemberContext context) => context switch
    {
        FlowParser.FieldContext c => new FieldSyntax(
            Name(c.anyName()),
            Type(c.type()),
            [.. c.annotation().Select(Annotation)],
            Span(c)),
        FlowParser.SpreadContext c => new SpreadSyntax(Name(c.name()), Span(c)),
        _ => throw new UnreachableException(),
    };

    private AnnotationSyntax Annotation(FlowParser.AnnotationContext c) =>
        new(Name(c.anyName()), c.arguments() is { } arguments ? Arguments(arguments) : [], Span(c));

    private TypeSyntax NamedType(FlowParser.NamedTypeContext c)
    {
        NameSyntax name = Name(c.typeName);
        if (c.type() is { Length: > 0 } types)
        {
            return GenericType(c, name, [.. types.Select(Type)]);
        }

        FlowParser.TypeArgumentContext[] arguments = c.typeArgument();
        if (name is { Text: "enum", IsQuoted: false } && arguments.Length > 0)
        {
            return new EnumTypeSyntax([.. arguments.Select(EnumValue).OfType<TextLiteralSyntax>()], Span(c));
        }

        ImmutableArray<int> numbers = [.. arguments.Select(a => TypeNumber(a, name.Text)).OfType<int>()];
        return new NamedTypeSyntax(name, numbers, Span(c));
    }

    private TypeSyntax GenericType(FlowParser.NamedTypeContext c, NameSyntax name, ImmutableArray<TypeSyntax> types)
    {
        switch (name.Text, types.Length)
        {
            case ("map", 2):
                return new MapTypeSyntax(types[0], types[1], Span(c));
            case ("relation", 1):
                return new RelationTypeSyntax(types[0], Span(c));
            case ("append", 1):
                return new AppendTypeSyntax(types[0], Span(c));
            case ("changes", 1):
                return new ChangesTypeSyntax(types[0], Span(c));
            default:
                string? help = name.Text.ToLowerInvariant() switch
                {
                    "list" or "array" or "set" => $"a list is written `{types[0].Span.Text}[]`",
                    "option" or "optional" or "nullable" => $"what may be null is written `{types[0].Span.Text}?`",
                    _ => null,
                };
                diagnostics.Add(SyntaxDiagnostics.TypeTakesNoTypes(Span(c), name.Text, help));
                return types[0];
        }
    }

    private TextLiteralSyntax? EnumValue(FlowParser.TypeArgumentContext argument)
    {
        if (argument.text() is { } text)
        {
            return PlainText(text);
        }

        diagnostics.Add(SyntaxDiagnostics.TypeArgument(Span(argument), "enum", "texts, as in `enum(\"red\", \"green\")`"));
        return null;
    }

    private int? TypeNumber(FlowParser.TypeArgumentContext argument, string name)
    {
        if (argument.INTEGER() is { } number
            && int.TryParse(number.GetText().Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out int value))
        {
            return value;
        }

        diagnostics.Add(SyntaxDiagnostics.TypeArgument(Span(argument), name, "small whole numbers, as in `decimal(12, 2)`"));
        return null;
    }
}
