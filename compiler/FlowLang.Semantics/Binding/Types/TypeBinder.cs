using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Types;

/// <summary>Types as written to types.</summary>
internal static class TypeBinder
{
    public static TypeRef Bind(TypeSyntax syntax, BindingContext context)
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.Report(TypeDiagnostics.TooDeep(syntax.Span));
            return new TypeRef(ErrorType.Instance);
        }

        return syntax switch
        {
            NullableTypeSyntax nullable => Bind(nullable.Element, context).OrNull,
            NamedTypeSyntax named => new TypeRef(BindNamed(named, context)),
            StructTypeSyntax row => new TypeRef(StructTypeBinder.Bind(row, context)),
            ListTypeSyntax list => new TypeRef(new ListType(Bind(list.Element, context))),
            MapTypeSyntax map => new TypeRef(BindMap(map, context)),
            EnumTypeSyntax set => new TypeRef(BindEnum(set, context)),
            RelationTypeSyntax relation => new TypeRef(OfRows(relation.Row, row => new RelationType(row), context)),
            AppendTypeSyntax stream => new TypeRef(OfRows(stream.Row, row => new AppendType(row), context)),
            ChangesTypeSyntax stream => new TypeRef(OfRows(stream.Row, row => new ChangesType(row), context)),
            _ => new TypeRef(ErrorType.Instance),
        };
    }

    /// <summary>A type that must have columns: of a source, a transform or a stream's rows. Null after a mistake.</summary>
    public static RowType? BindRow(TypeSyntax syntax, BindingContext context)
    {
        TypeRef type = Bind(syntax, context);
        if (type is { Type: RowType row, Nullable: false })
        {
            return row;
        }

        if (type.Type is not ErrorType)
        {
            context.Report(TypeDiagnostics.RowTypeWanted(syntax.Span, type.ToString()));
        }

        return null;
    }

    private static FlowType OfRows(TypeSyntax syntax, Func<RowType, FlowType> make, BindingContext context) =>
        BindRow(syntax, context) is { } row ? make(row) : ErrorType.Instance;

    private static FlowType BindNamed(NamedTypeSyntax syntax, BindingContext context)
    {
        string name = syntax.Name.Text;
        if (context.TryFind(name, out Declared? declared))
        {
            return BindDeclared(syntax, declared, context);
        }

        if (name is "decimal" or "numeric")
        {
            return BindDecimal(syntax, context);
        }

        if (BuiltinTypes.Find(name) is { } builtin)
        {
            if (!syntax.Arguments.IsEmpty)
            {
                context.Report(TypeDiagnostics.TypeTakesNoArguments(syntax.Span, name));
            }

            return builtin;
        }

        if (name.Equals("timestamp", StringComparison.OrdinalIgnoreCase))
        {
            context.Report(TypeDiagnostics.TimestampRefused(syntax.Span));
            return ErrorType.Instance;
        }

        IEnumerable<string> known = BuiltinTypes.Names.Concat(context.NamesOf("type"));
        Diagnostic unknown = NameDiagnostics.UnknownType(syntax.Name.Span, name, BuiltinTypes.Translate(name), known);
        context.Report(context.AddImportHelp(unknown, name));
        return ErrorType.Instance;
    }

    private static FlowType BindDeclared(NamedTypeSyntax syntax, Declared? declared, BindingContext context)
    {
        if (declared is null)
        {
            return ErrorType.Instance;
        }

        if (declared.State == DeclaredState.Binding && declared.Syntax is TypeDeclarationSyntax)
        {
            context.Report(TypeDiagnostics.RecursiveType(syntax.Span, syntax.Name.Text));
            return ErrorType.Instance;
        }

        TypeSymbol? symbol = context.Resolve<TypeSymbol>(
            syntax.Name, "type", (at, names) => NameDiagnostics.UnknownType(at.Span, at.Text, null, names));
        if (symbol is not null && !syntax.Arguments.IsEmpty)
        {
            context.Report(TypeDiagnostics.TypeTakesNoArguments(syntax.Span, syntax.Name.Text));
        }

        return symbol?.Type ?? ErrorType.Instance;
    }

    private static FlowType BindDecimal(NamedTypeSyntax syntax, BindingContext context)
    {
        ImmutableArray<int> arguments = syntax.Arguments;
        if (syntax.Name.Text == "numeric" || arguments.Length is 0 or > 2)
        {
            context.Report(TypeDiagnostics.DecimalNeedsDigits(syntax.Span));
            return ErrorType.Instance;
        }

        int scale = arguments.Length == 2 ? arguments[1] : 0;
        if (arguments[0] is < 1 or > DecimalType.MaxPrecision || scale < 0 || scale > arguments[0])
        {
            context.Report(TypeDiagnostics.DecimalOutOfRange(syntax.Span, arguments[0], scale));
            return ErrorType.Instance;
        }

        return new DecimalType(arguments[0], scale);
    }

    private static FlowType BindMap(MapTypeSyntax syntax, BindingContext context)
    {
        TypeRef key = Bind(syntax.Key, context);
        TypeRef value = Bind(syntax.Value, context);
        if (key is not { Type: TextType or ErrorType, Nullable: false })
        {
            context.Report(TypeDiagnostics.MapKeyIsNotText(syntax.Key.Span, key.ToString()));
        }

        return new MapType(value);
    }

    private static FlowType BindEnum(EnumTypeSyntax syntax, BindingContext context)
    {
        Dictionary<string, Syntax.Text.TextSpan> seen = [];
        foreach (TextLiteralSyntax value in syntax.Values)
        {
            if (!seen.TryAdd(value.Value, value.Span))
            {
                context.Report(NameDiagnostics.DeclaredTwice(value.Span, value.Value, seen[value.Value]));
            }
        }

        return new EnumType([.. seen.Keys]);
    }
}
