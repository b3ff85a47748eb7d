using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`[a, b]`: items of one type. An empty list takes its type from where it stands.</summary>
internal static class ListBinder
{
    public static BoundExpression Bind(ListExpressionSyntax syntax, ExpressionContext context)
    {
        ImmutableArray<BoundExpression> items = [.. syntax.Items.Select(item => ExpressionBinder.Bind(item, context))];
        if (items.Any(item => item.Type.Type is ErrorType))
        {
            return new BoundBadExpression(items, syntax.Span);
        }

        if (Conversions.CommonType(items) is not { } common)
        {
            return context.Bad(
                TypeDiagnostics.NoCommonType(syntax.Span, "list", [.. items.Select(item => item.Type.ToString())]), syntax.Span, items);
        }

        TypeRef element = new(common, items.Any(item => item.Type.Nullable));
        return new BoundList(
            [.. items.Select(item => Conversions.Convert(item, common))], new TypeRef(new ListType(element)), syntax.Span);
    }
}
