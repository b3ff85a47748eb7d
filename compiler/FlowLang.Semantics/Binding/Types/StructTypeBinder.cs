using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Types;

/// <summary>`{ a: int32 @key, ...Other }`: fields in order, those of a spread where it stands.</summary>
internal static class StructTypeBinder
{
    public static FlowType Bind(StructTypeSyntax syntax, BindingContext context)
    {
        ImmutableArray<RowField>.Builder fields = ImmutableArray.CreateBuilder<RowField>();
        Dictionary<string, TextSpan> seen = [];
        bool isBad = false;
        foreach (StructMemberSyntax member in syntax.Members)
        {
            switch (member)
            {
                case FieldSyntax field:
                    Add(new RowField(field.Name.Text, TypeBinder.Bind(field.Type, context), IsKey(field, context)), field.Name.Span);
                    break;
                case SpreadSyntax spread when Spread(spread, context) is { } row:
                    foreach (RowField field in row.Fields)
                    {
                        Add(field, spread.Span);
                    }

                    break;
                default:
                    isBad = true;
                    break;
            }
        }

        return isBad ? ErrorType.Instance : new RowType(fields.ToImmutable());

        void Add(RowField field, TextSpan span)
        {
            if (!seen.TryAdd(field.Name, span))
            {
                context.Report(NameDiagnostics.DeclaredTwice(span, field.Name, seen[field.Name]));
                return;
            }

            fields.Add(field);
        }
    }

    private static bool IsKey(FieldSyntax field, BindingContext context)
    {
        foreach (AnnotationSyntax annotation in field.Annotations)
        {
            if (annotation.Name.Text == "column")
            {
                context.Report(EngineDiagnostics.NotAvailableYet(annotation.Span, "`@column`",
                    "rename it in a query: `| rename due = due_date`"));
            }
            else if (annotation.Name.Text != "key" || !annotation.Arguments.IsEmpty)
            {
                context.Report(NameDiagnostics.UnknownAnnotation(annotation.Span, annotation.Name.Text));
            }
        }

        if (field.IsKey && field.Type is NullableTypeSyntax)
        {
            context.Report(TypeDiagnostics.KeyIsNullable(field.Type.Span, field.Name.Text));
            return false;
        }

        return field.IsKey;
    }

    private static RowType? Spread(SpreadSyntax syntax, BindingContext context)
    {
        NamedTypeSyntax name = new(syntax.Type, [], syntax.Type.Span);
        FlowType type = TypeBinder.Bind(name, context).Type;
        if (type is not (RowType or ErrorType))
        {
            context.Report(TypeDiagnostics.SpreadIsNotStruct(syntax.Span, syntax.Type.Text, type.ToString()));
        }

        return type as RowType;
    }
}
