using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`case { when c -> v, else -> w }`: values of one type; each arm knows that the conditions before it were not true.</summary>
internal static class CaseBinder
{
    public static BoundExpression Bind(CaseExpressionSyntax syntax, ExpressionContext context)
    {
        List<BoundExpression> conditions = [];
        List<BoundExpression> values = [];
        foreach (CaseArmSyntax arm in syntax.Arms)
        {
            BoundExpression condition = ExpressionBinder.RequireBool(ExpressionBinder.Bind(arm.Condition, context), context);
            conditions.Add(condition);
            values.Add(ExpressionBinder.Bind(arm.Value, context.Knowing(NullFacts.WhenTrue(condition))));

            // Not true can be null: what only a false condition says does not hold, except for a test for null, which is never null.
            if (!condition.Type.Nullable)
            {
                context = context.Knowing(NullFacts.WhenFalse(condition));
            }
        }

        if (syntax.Else is not null)
        {
            values.Add(ExpressionBinder.Bind(syntax.Else, context));
        }

        if (conditions.Concat(values).Any(e => e.Type.Type is ErrorType))
        {
            return new BoundBadExpression([.. conditions, .. values], syntax.Span);
        }

        return Finish(syntax, conditions, values, context);
    }

    private static BoundExpression Finish(
        CaseExpressionSyntax syntax, List<BoundExpression> conditions, List<BoundExpression> values, ExpressionContext context)
    {
        FlowType? common = Conversions.CommonType(values);
        if (common is null)
        {
            return context.Bad(TypeDiagnostics.NoCommonType(syntax.Span, "case", [.. values.Select(v => v.Type.ToString())]), syntax.Span);
        }

        if (common is NullType)
        {
            return context.Bad(TypeDiagnostics.NullHasNoType(syntax.Span), syntax.Span);
        }

        ImmutableArray<BoundExpression> converted = [.. values.Select(value => Conversions.Convert(value, common))];
        ImmutableArray<BoundCaseArm> arms = [.. conditions.Select((condition, i) => new BoundCaseArm(condition, converted[i]))];
        bool isNullable = syntax.Else is null || converted.Any(value => value.Type.Nullable);
        return new BoundCase(arms, syntax.Else is null ? null : converted[^1], new TypeRef(common, isNullable), syntax.Span);
    }
}
