using System.Collections.Immutable;
using System.Diagnostics;
using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Conditions and values.</summary>
internal sealed partial class SyntaxBuilder
{
    private ExpressionSyntax? OptionalExpression(FlowParser.ExpressionContext? context) => context is null ? null : Expression(context);

    private ExpressionSyntax Expression(FlowParser.ExpressionContext context) => context switch
    {
        FlowParser.ConditionContext c => c.predicate() is { } predicate ? Predicate(Value(c.value()), predicate, c) : Value(c.value()),
        FlowParser.NotExpressionContext c => new UnaryExpressionSyntax(UnaryOperator.Not, Expression(c.operand), Span(c)),
        FlowParser.AndExpressionContext c => Binary(Expression(c.left), BinaryOperator.And, c.AND().Symbol, Expression(c.right)),
        FlowParser.OrExpressionContext c => Binary(Expression(c.left), BinaryOperator.Or, c.OR().Symbol, Expression(c.right)),
        FlowParser.RejectHandlerContext c => new HandledExpressionSyntax(
            Expression(c.left), new RejectHandlerSyntax(c.reason is null ? null : Text(c.reason), Span(c.ELSE().Symbol, c.Stop)), Span(c)),
        FlowParser.FailHandlerContext c =>
            new HandledExpressionSyntax(Expression(c.left), new FailHandlerSyntax(Span(c.ELSE().Symbol, c.Stop)), Span(c)),
        FlowParser.ValueHandlerContext c => ValueHandler(c),
        _ => throw new UnreachableException(),
    };

    private HandledExpressionSyntax ValueHandler(FlowParser.ValueHandlerContext c)
    {
        ExpressionSyntax value = Expression(c.right);
        FailureHandlerSyntax handler = value is NullLiteralSyntax
            ? new NullHandlerSyntax(Span(c.ELSE().Symbol, c.Stop))
            : new ValueHandlerSyntax(value, Span(c.ELSE().Symbol, c.Stop));
        return new HandledExpressionSyntax(Expression(c.left), handler, Span(c));
    }

    private ExpressionSyntax Predicate(
        ExpressionSyntax left, FlowParser.PredicateContext predicate, ParserRuleContext whole) => predicate switch
        {
            FlowParser.ComparisonContext c => Binary(left, Operator(c.op), c.op, Value(c.right)),
            FlowParser.InPredicateContext c => new InExpressionSyntax(left, c.NOT() is not null, Value(c.right), Span(whole)),
            FlowParser.BetweenPredicateContext c =>
                new BetweenExpressionSyntax(left, c.NOT() is not null, Value(c.low), Value(c.high), Span(whole)),
            FlowParser.LikePredicateContext c => new LikeExpressionSyntax(left, c.NOT() is not null, Value(c.right), Span(whole)),
            FlowParser.NullPredicateContext c => new IsNullExpressionSyntax(left, c.NOT() is not null, Span(whole)),
            FlowParser.DistinctPredicateContext c => new IsDistinctExpressionSyntax(left, c.NOT() is not null, Value(c.right), Span(whole)),
            _ => throw new UnreachableException(),
        };

    private ExpressionSyntax Value(FlowParser.ValueContext context) => context switch
    {
        FlowParser.PrimaryValueContext c => Primary(c.primary()),
        FlowParser.MemberContext c => Member(c),
        FlowParser.IndexedContext c => new IndexExpressionSyntax(Value(c.target), Expression(c.key), Span(c)),
        FlowParser.AnalyticContext c => Analytic(c),
        FlowParser.SignContext c => new UnaryExpressionSyntax(
            c.op.Type == FlowLexer.MINUS ? UnaryOperator.Negate : UnaryOperator.Plus, Value(c.operand), Span(c)),
        FlowParser.MultiplicativeContext c => Binary(Value(c.left), Operator(c.op), c.op, Value(c.right)),
        FlowParser.AdditiveContext c => Binary(Value(c.left), Operator(c.op), c.op, Value(c.right)),
        FlowParser.ConcatenationContext c => Binary(Value(c.left), BinaryOperator.Concat, c.op, Value(c.right)),
        FlowParser.CoalescingContext c => Binary(Value(c.left), BinaryOperator.Coalesce, c.op, Value(c.right)),
        _ => throw new UnreachableException(),
    };

    private BinaryExpressionSyntax Binary(ExpressionSyntax left, BinaryOperator binary, IToken symbol, ExpressionSyntax right) =>
        new(left, binary, tokens.SpanOf(symbol), right, left.Span.Through(right.Span));

    private ExpressionSyntax Member(FlowParser.MemberContext c)
    {
        ExpressionSyntax target = Value(c.target);
        NameSyntax name = Name(c.anyName());
        return c.arguments() is { } arguments ? Call(target, name, arguments, c.Start) : new MemberExpressionSyntax(target, name, Span(c));
    }

    private ExpressionSyntax Analytic(FlowParser.AnalyticContext c)
    {
        ExpressionSyntax target = Value(c.target);
        if (target is not CallExpressionSyntax call)
        {
            diagnostics.Add(SyntaxDiagnostics.OverNeedsCall(tokens.SpanOf(c.OVER().Symbol)));
            return target;
        }

        return new AnalyticExpressionSyntax(call, Expressions(c.expressions()), SortKeys(c.sortKeys()), Frame(c.frame()), Span(c));
    }

    private FrameSyntax? Frame(FlowParser.FrameContext? c)
    {
        if (c is null)
        {
            return null;
        }

        FrameBoundSyntax from = Bound(c.first);
        FrameBoundSyntax to = c.last is null ? new FrameBoundSyntax(FrameBoundKind.CurrentRow, null, from.Span) : Bound(c.last);
        return new FrameSyntax(from, to, Span(c));
    }

    private FrameBoundSyntax Bound(FlowParser.BoundContext context) => context switch
    {
        FlowParser.UnboundedBoundContext c => new FrameBoundSyntax(
            c.side.Type == FlowLexer.PRECEDING ? FrameBoundKind.UnboundedPreceding : FrameBoundKind.UnboundedFollowing, null, Span(c)),
        FlowParser.CurrentBoundContext c => new FrameBoundSyntax(FrameBoundKind.CurrentRow, null, Span(c)),
        FlowParser.OffsetBoundContext c => new FrameBoundSyntax(
            c.side.Type == FlowLexer.PRECEDING ? FrameBoundKind.Preceding : FrameBoundKind.Following, Value(c.value()), Span(c)),
        _ => throw new UnreachableException(),
    };

    private static BinaryOperator Operator(IToken symbol) => symbol.Type switch
    {
        FlowLexer.EQEQ => BinaryOperator.Equal,
        FlowLexer.NEQ => BinaryOperator.NotEqual,
        FlowLexer.LT => BinaryOperator.Less,
        FlowLexer.LE => BinaryOperator.LessOrEqual,
        FlowLexer.GT => BinaryOperator.Greater,
        FlowLexer.GE => BinaryOperator.GreaterOrEqual,
        FlowLexer.PLUS => BinaryOperator.Add,
        FlowLexer.MINUS => BinaryOperator.Subtract,
        FlowLexer.STAR => BinaryOperator.Multiply,
        FlowLexer.SLASH => BinaryOperator.Divide,
        FlowLexer.DIV => BinaryOperator.IntegerDivide,
        FlowLexer.PERCENT => BinaryOperator.Remainder,
        _ => throw new UnreachableException(),
    };
}
