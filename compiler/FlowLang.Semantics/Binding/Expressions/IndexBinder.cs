using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`xs[1]`, `m["key"]`, `j["path"]`: null where there is nothing.</summary>
internal static class IndexBinder
{
    public static BoundExpression Bind(IndexExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression target = ExpressionBinder.Bind(syntax.Target, context);
        BoundExpression index = ExpressionBinder.Bind(syntax.Index, context);
        (FlowType Wanted, FlowType Result)? shape = target.Type.Type switch
        {
            ListType list => (IntegerType.Int64, list.Element.Type),
            MapType map => (TextType.Instance, map.Value.Type),
            JsonType => index.Type.Type is IntegerType ? (IntegerType.Int64, JsonType.Instance) : (TextType.Instance, JsonType.Instance),
            _ => null,
        };
        if (target.Type.Type is ErrorType || index.Type.Type is ErrorType)
        {
            return new BoundBadExpression([target, index], syntax.Span);
        }

        if (shape is not { } found)
        {
            return context.Bad(TypeDiagnostics.NotIndexable(syntax.Span, target.Type.ToString()), syntax.Span, target, index);
        }

        return Coercion.TryConvert(index, found.Wanted) is { } converted
            ? new BoundIndex(target, converted, new TypeRef(found.Result, true), syntax.Span)
            : context.Bad(
                TypeDiagnostics.TypeMismatch(index.Span, found.Wanted.ToString(), index.Type.ToString(), null), syntax.Span, target, index);
    }
}
