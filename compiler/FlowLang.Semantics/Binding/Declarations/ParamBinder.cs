using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`param env: text in ["dev", "prod"] = "dev"`.</summary>
internal static class ParamBinder
{
    public static ParameterSymbol Bind(ParamSyntax syntax, BindingContext context)
    {
        TypeRef type = TypeBinder.Bind(syntax.Type, context);
        if (type.Type is not (PrimitiveType or ErrorType) || type.Type is JsonType or IntervalType)
        {
            context.Report(TypeDiagnostics.ParameterType(syntax.Type.Span, type.ToString()));
            type = new TypeRef(ErrorType.Instance);
        }

        if (type.Type is ErrorType)
        {
            return new ParameterSymbol(syntax.Name.Text, type, null, [], syntax.Name.Span);
        }

        ExpressionContext constants = new(context, RowScope.Empty);
        ImmutableArray<BoundLiteral> allowed =
            [.. syntax.AllowedValues.Select(value => BindValue(value, type, constants)).OfType<BoundLiteral>()];
        BoundLiteral? defaultValue = syntax.Default is null ? null : BindValue(syntax.Default, type, constants);
        ParameterSymbol symbol = new(syntax.Name.Text, type, defaultValue, allowed, syntax.Name.Span);
        if (defaultValue is not null)
        {
            CheckAllowed(symbol, defaultValue, context);
        }

        return symbol;
    }

    /// <summary>A literal of the parameter's type, from its set; null after a mistake.</summary>
    public static BoundLiteral? BindFor(ParameterSymbol parameter, ExpressionSyntax syntax, BindingContext context)
    {
        BoundLiteral? value = BindValue(syntax, parameter.Type, new ExpressionContext(context, RowScope.Empty));
        return value is not null && CheckAllowed(parameter, value, context) ? value : null;
    }

    private static BoundLiteral? BindValue(ExpressionSyntax syntax, TypeRef type, ExpressionContext constants) =>
        Constants.Bind(syntax, "the value of a parameter", constants) is { } literal ? Constants.Require(literal, type, constants) : null;

    private static bool CheckAllowed(ParameterSymbol parameter, BoundLiteral value, BindingContext context)
    {
        if (parameter.Allowed.IsEmpty || parameter.Allowed.Any(allowed => Equals(allowed.Value, value.Value)))
        {
            return true;
        }

        context.Report(TypeDiagnostics.ParameterValueRefused(value.Span, parameter.Name, [.. parameter.Allowed.Select(a => a.Span.Text)]));
        return false;
    }
}
