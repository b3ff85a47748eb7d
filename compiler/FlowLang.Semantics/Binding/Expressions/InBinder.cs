using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`x in [a, b]`: a written list; bare words are values of an enum.</summary>
internal static class InBinder
{
    public static BoundExpression Bind(InExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression operand = ExpressionBinder.Bind(syntax.Value, context);
        if (syntax.List is not ListExpressionSyntax { Items.IsEmpty: false } list)
        {
            return context.Bad(TypeDiagnostics.InNeedsList(syntax.List.Span), syntax.Span, operand);
        }

        List<BoundExpression> options = [];
        FlowType? common = operand.Type.Type;
        foreach (ExpressionSyntax item in list.Items)
        {
            BoundExpression option = BindOption(item, operand.Type.Type, context);
            options.Add(option);
            if (option.Type.Type is ErrorType || common is ErrorType)
            {
                common = ErrorType.Instance;
            }
            else if (ComparisonBinder.Common(operand, option, context) is null)
            {
                return context.Bad(
                    TypeDiagnostics.OperatorTypes(
                        option.Span, "in", operand.Type.ToString(), option.Type.ToString(), ComparisonBinder.HelpFor(operand, option)),
                    syntax.Span, operand);
            }
        }

        if (common is not ErrorType)
        {
            common = Conversions.CommonType([operand, .. options]);
        }

        if (common is null or ErrorType || !Comparable.Check(isEquality: true, common, syntax.Span, "in", context))
        {
            return new BoundBadExpression([operand, .. options], syntax.Span);
        }

        bool isNullable = operand.Type.Nullable || options.Any(option => option.Type.Nullable);
        return new BoundIn(
            Conversions.Convert(operand, common), [.. options.Select(option => Conversions.Convert(option, common))], syntax.IsNegated,
            new TypeRef(BoolType.Instance, isNullable), syntax.Span);
    }

    private static BoundExpression BindOption(ExpressionSyntax item, FlowType operand, ExpressionContext context) =>
        Constants.ReadWord(item, operand, context) ?? ExpressionBinder.Bind(item, context);
}
