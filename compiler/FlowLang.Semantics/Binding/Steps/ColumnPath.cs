using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`a` or `alias.a` where only a column's name can stand.</summary>
internal static class ColumnPath
{
    /// <summary>Null after a mistake.</summary>
    public static ScopeColumn? Find(ExpressionSyntax syntax, string step, ExpressionContext context)
    {
        switch (syntax)
        {
            case NameExpressionSyntax name:
                ImmutableArray<ScopeColumn> found = context.Rows.Find(name.Name.Text);
                if (found.Length == 1)
                {
                    return found[0];
                }

                if (found.Length > 1)
                {
                    context.Report(NameDiagnostics.AmbiguousColumn(
                        name.Span, name.Name.Text, [.. found.Select(column => $"{column.Qualifier ?? "?"}.{column.Name}")]));
                }
                else if (!context.Rows.IsUnknown)
                {
                    context.Report(NameBinder.UnknownColumn(name.Span, name.Name.Text, context));
                }

                return null;
            case MemberExpressionSyntax { Target: NameExpressionSyntax } member:
                return ExpressionBinder.Bind(member, context) is BoundColumn bound
                    ? context.Rows.Columns.First(column => column.RowName == bound.Name && column.Side == bound.Side)
                    : null;
            default:
                context.Report(TypeDiagnostics.ColumnWanted(syntax.Span, step));
                return null;
        }
    }
}
