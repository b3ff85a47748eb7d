using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Finds the value failures that a program has to handle and does not (language §3). Overflow alone means `fail`.</summary>
internal static class HandlerCheck
{
    /// <summary>Reports the first one: a handler around the expression takes all of them.</summary>
    public static void Run(BoundExpression expression, ExpressionContext context)
    {
        if (expression.CanFail && Find(expression) is { } failing)
        {
            context.Report(TypeDiagnostics.FailureNeedsHandler(failing.Span, Describe(failing)));
        }
    }

    private static BoundExpression? Find(BoundExpression expression)
    {
        if (expression is BoundHandler handler)
        {
            return handler.Fallback is { CanFail: true } fallback ? Find(fallback) : null;
        }

        foreach (BoundExpression child in expression.Children)
        {
            if (child.CanFail && Find(child) is { } found)
            {
                return found;
            }
        }

        return MustBeHandled(expression) ? expression : null;
    }

    private static bool MustBeHandled(BoundExpression expression) => expression switch
    {
        BoundCall call => call.MustBeHandled,
        BoundBinary { Fails: true } binary => ArithmeticFailures.DividesByZero(binary),
        BoundConversion { Fails: true } => true,
        _ => false,
    };

    private static string Describe(BoundExpression expression) => expression switch
    {
        BoundBinary => "division by zero",
        BoundConversion { Kind: ConversionKind.Cast } cast => $"a `{cast.Operand.Type.Type}` that is no `{cast.Type.Type}`",
        BoundCall call => $"`{call.Function.Name}`",
        _ => "this",
    };
}
