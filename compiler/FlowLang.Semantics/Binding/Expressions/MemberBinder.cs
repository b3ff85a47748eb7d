using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`alias.column`, or `x.field` of a struct.</summary>
internal static class MemberBinder
{
    public static BoundExpression Bind(MemberExpressionSyntax syntax, ExpressionContext context)
    {
        if (syntax.Target is NameExpressionSyntax name && context.Rows.HasQualifier(name.Name.Text))
        {
            if (context.Rows.Find(name.Name.Text, syntax.Name.Text) is { } column)
            {
                return NameBinder.Column(column, name.Name.Text, syntax.Span, context);
            }

            if (!HasStruct(name.Name.Text, context))
            {
                return context.Bad(Unknown(name.Name.Text, syntax, context), syntax.Span);
            }
        }

        return Field(ExpressionBinder.Bind(syntax.Target, context), syntax, context);
    }

    private static BoundExpression Field(BoundExpression target, MemberExpressionSyntax syntax, ExpressionContext context)
    {
        if (target.Type.Type is RowType row)
        {
            return row.Find(syntax.Name.Text) is { } field
                ? new BoundField(
                    target, field.Name, field.Type with { Nullable = field.Type.Nullable || target.Type.Nullable }, syntax.Span)
                : context.Bad(
                    NameDiagnostics.UnknownField(syntax.Name.Span, syntax.Name.Text, [.. row.Fields.Select(f => f.Name)]), syntax.Span,
                        target);
        }

        if (target.Type.Type is ErrorType)
        {
            return new BoundBadExpression([target], syntax.Span);
        }

        string? help = target.Type.Type is JsonType ? $"read json by path: `text_at(…, \"{syntax.Name.Text}\")`" : null;
        return context.Bad(
            TypeDiagnostics.NotAStruct(syntax.Name.Span, target.Type.ToString(), syntax.Name.Text, help), syntax.Span, target);
    }

    private static bool HasStruct(string name, ExpressionContext context) =>
        context.Rows.Find(name) is [{ Type.Type: RowType }];

    private static Syntax.Diagnostics.Diagnostic Unknown(string qualifier, MemberExpressionSyntax syntax, ExpressionContext context)
    {
        if (context.Rows.Merged.TryGetValue($"{qualifier}.{syntax.Name.Text}", out string? kept))
        {
            return NameDiagnostics.MergedColumn(syntax.Span, qualifier, syntax.Name.Text, kept);
        }

        ImmutableArray<string> columns = [.. context.Rows.Columns.Where(c => c.Qualifier == qualifier).Select(c => c.Name)];
        return NameDiagnostics.UnknownColumn(syntax.Name.Span, qualifier, syntax.Name.Text, columns);
    }
}
