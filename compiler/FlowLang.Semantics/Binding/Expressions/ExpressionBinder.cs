using System.Runtime.CompilerServices;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Expressions to typed expressions; each kind has a binder of its own.</summary>
internal static class ExpressionBinder
{
    public static BoundExpression Bind(ExpressionSyntax syntax, ExpressionContext context)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return context.Bad(TypeDiagnostics.TooDeep(syntax.Span), syntax.Span);
        }

        return syntax switch
        {
            ParenthesizedExpressionSyntax inner => Bind(inner.Inner, context),
            LiteralSyntax literal => LiteralBinder.Bind(literal, context),
            NameExpressionSyntax name => NameBinder.Bind(name, context),
            MemberExpressionSyntax member => MemberBinder.Bind(member, context),
            IndexExpressionSyntax index => IndexBinder.Bind(index, context),
            CallExpressionSyntax call => CallBinder.Bind(call, context),
            AnalyticExpressionSyntax analytic => AnalyticBinder.Bind(analytic, context),
            UnaryExpressionSyntax unary => UnaryBinder.Bind(unary, context),
            BinaryExpressionSyntax binary => BinaryBinder.Bind(binary, context),
            HandledExpressionSyntax handled => HandlerBinder.Bind(handled, context),
            CastExpressionSyntax cast => CastBinder.Bind(cast, context),
            CaseExpressionSyntax choice => CaseBinder.Bind(choice, context),
            InExpressionSyntax membership => InBinder.Bind(membership, context),
            BetweenExpressionSyntax between => BetweenBinder.Bind(between, context),
            LikeExpressionSyntax like => LikeBinder.Bind(like, context),
            IsNullExpressionSyntax test => IsNullBinder.Bind(test, context),
            IsDistinctExpressionSyntax distinct => IsDistinctBinder.Bind(distinct, context),
            ListExpressionSyntax list => ListBinder.Bind(list, context),
            StructExpressionSyntax value => StructBinder.Bind(value, context),
            InterpolatedTextSyntax text => InterpolationBinder.Bind(text, context),
            _ => context.Bad(TypeDiagnostics.TooDeep(syntax.Span), syntax.Span),
        };
    }

    /// <summary>An expression that is a step's own: its value failures must be handled inside it.</summary>
    public static BoundExpression BindWhole(ExpressionSyntax syntax, ExpressionContext context)
    {
        BoundExpression bound = Bind(syntax, context);
        HandlerCheck.Run(bound, context);
        return bound;
    }

    /// <summary>A condition; the result is bool or bad.</summary>
    public static BoundExpression BindCondition(ExpressionSyntax syntax, ExpressionContext context) =>
        RequireBool(BindWhole(syntax, context), context);

    public static BoundExpression RequireBool(BoundExpression bound, ExpressionContext context)
    {
        if (bound.Type.Type is BoolType or ErrorType)
        {
            return bound;
        }

        if (bound.Type.Type is NullType)
        {
            return Conversions.Convert(bound, BoolType.Instance);
        }

        string? help = bound.Type.Type switch
        {
            NumericType => "compare it: `… != 0`",
            TextType => "compare it: `… == \"…\"`",
            _ => null,
        };
        return context.Bad(TypeDiagnostics.ConditionIsNotBool(bound.Span, bound.Type.ToString(), help), bound.Span, bound);
    }
}
