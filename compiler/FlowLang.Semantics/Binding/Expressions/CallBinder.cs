using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`f(x, y)` and `x.f(y)`.</summary>
internal static class CallBinder
{
    public static BoundExpression Bind(CallExpressionSyntax syntax, ExpressionContext context)
    {
        if (Find(syntax, context) is not { } function)
        {
            return new BoundBadExpression([], syntax.Span);
        }

        if (function is AnalyticFunction)
        {
            return context.Bad(TypeDiagnostics.AnalyticNeedsOver(syntax.Span, function.Name), syntax.Span);
        }

        if (function is AggregateFunction aggregate)
        {
            return AggregateCallBinder.Bind(aggregate, syntax, context);
        }

        if (!syntax.SortKeys.IsEmpty)
        {
            context.Report(TypeDiagnostics.SortNotAllowed(syntax.SortKeys[0].Span, function.Name));
        }

        return Finish((ScalarFunction)function, BindArguments(function, syntax, context), syntax.Span, context);
    }

    /// <summary>The function by name; null after a mistake.</summary>
    public static FlowFunction? Find(CallExpressionSyntax syntax, ExpressionContext context)
    {
        string name = syntax.Function.Text;
        if (FunctionCatalogue.Find(name) is { } function)
        {
            return function;
        }

        if (!context.Binding.TryFind(name, out Declared? declared) || declared is { Kind: not ("function" or "declaration") })
        {
            context.Report(context.Binding.AddImportHelp(
                NameDiagnostics.UnknownFunction(
                    syntax.Function.Span, name, ForeignFunctions.Help(name),
                    FunctionCatalogue.Names.Concat(context.Binding.NamesOf("function"))),
                name));
            return null;
        }

        return declared is not null && SymbolBinder.Resolve(declared, context.Binding.Session) is FunctionSymbol symbol
            ? new UserFunction(symbol)
            : null;
    }

    /// <summary>The receiver first; bare words where the function wants one of a list.</summary>
    public static ImmutableArray<CallArgument> BindArguments(FlowFunction function, CallExpressionSyntax syntax, ExpressionContext context)
    {
        ImmutableArray<CallArgument>.Builder arguments = ImmutableArray.CreateBuilder<CallArgument>();
        if (syntax.Receiver is not null)
        {
            arguments.Add(new CallArgument(null, ExpressionBinder.Bind(syntax.Receiver, context)));
        }

        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            arguments.Add(
                argument.Value is NameExpressionSyntax word && OverloadResolution.TakesWord(function, arguments.Count, argument.Name?.Text)
                    ? CallArgument.Word(argument.Name?.Text, word.Name.Text, word.Span)
                    : new CallArgument(argument.Name?.Text, ExpressionBinder.Bind(argument.Value, context)));
        }

        return arguments.ToImmutable();
    }

    public static BoundExpression Finish(
        ScalarFunction function, ImmutableArray<CallArgument> arguments, TextSpan span, ExpressionContext context)
    {
        ResolvedCall call = OverloadResolution.Resolve(function, arguments, span);
        if (call.Type.Type is ErrorType)
        {
            if (call.Diagnostic is not null)
            {
                context.Report(call.Diagnostic);
            }

            return new BoundBadExpression(call.Arguments, span);
        }

        if (function is UserFunction own)
        {
            return own.Bind(call, span);
        }

        return new BoundCall(function, call.Arguments, call.Type, call.Fails, span) { MustBeHandled = call.MustBeHandled };
    }
}
