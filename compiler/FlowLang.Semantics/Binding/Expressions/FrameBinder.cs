using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`rows n preceding` to offsets from the current row.</summary>
internal static class FrameBinder
{
    public static FrameBounds? Bind(AnalyticExpressionSyntax syntax, FlowFunction function, ExpressionContext context)
    {
        if (syntax.Frame is not { } frame)
        {
            return null;
        }

        if (function is AnalyticFunction { TakesFrame: false })
        {
            context.Report(TypeDiagnostics.FrameNotAllowed(frame.Span, function.Name));
            return null;
        }

        long? start = Offset(frame.From, context);
        long? end = Offset(frame.To, context);
        bool isBackward = frame.From.Kind == FrameBoundKind.UnboundedFollowing || frame.To.Kind == FrameBoundKind.UnboundedPreceding
            || (start is { } a && end is { } b && a > b);
        if (isBackward)
        {
            context.Report(TypeDiagnostics.FrameIsEmpty(frame.Span));
            return null;
        }

        return new FrameBounds(start, end);
    }

    // Null is unbounded; which way follows from the side.
    private static long? Offset(FrameBoundSyntax bound, ExpressionContext context)
    {
        switch (bound.Kind)
        {
            case FrameBoundKind.CurrentRow:
                return 0;
            case FrameBoundKind.Preceding or FrameBoundKind.Following when bound.Offset is { } syntax:
                if (syntax is IntegerLiteralSyntax { Value: var value } && value <= int.MaxValue)
                {
                    return bound.Kind == FrameBoundKind.Preceding ? -(long)value : (long)value;
                }

                context.Report(TypeDiagnostics.FrameOffset(syntax.Span));
                return 0;
            default:
                return null;
        }
    }
}
