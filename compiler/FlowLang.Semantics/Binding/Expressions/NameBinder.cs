using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>A name alone: a column of the row, else a parameter of the transform, else one of the workspace.</summary>
internal static class NameBinder
{
    public static BoundExpression Bind(NameExpressionSyntax syntax, ExpressionContext context)
    {
        NameSyntax name = syntax.Name;
        ImmutableArray<ScopeColumn> found = context.Rows.Find(name.Text);
        if (found.Length == 1)
        {
            return Column(found[0], null, syntax.Span, context);
        }

        if (found.Length > 1)
        {
            string[] ways = [.. found.Select(c => $"{c.Qualifier ?? "?"}.{c.Name}")];
            return context.Bad(NameDiagnostics.AmbiguousColumn(syntax.Span, name.Text, ways), syntax.Span);
        }

        if (context.Rows.IsUnknown)
        {
            return new BoundBadExpression([], syntax.Span);
        }

        if (context.Binding.Locals.TryGetValue(name.Text, out LocalName? local))
        {
            return local.Value is { } value
                ? value with { Span = syntax.Span }
                : context.Bad(NameDiagnostics.NotAValue(syntax.Span, name.Text, "relation"), syntax.Span);
        }

        return context.Binding.TryFind(name.Text, out Declared? declared)
            ? BindDeclared(syntax, declared, context)
            : context.Bad(Unknown(name, context), syntax.Span);
    }

    /// <summary>A column, read as not null where that is known.</summary>
    public static BoundExpression Column(ScopeColumn column, string? writtenQualifier, TextSpan span, ExpressionContext context)
    {
        if (context.Aggregates == AggregateUse.Aggregate)
        {
            return context.Bad(TypeDiagnostics.ColumnNotAggregated(span, column.Name), span);
        }

        bool isKnown = context.NotNull.Contains(new ColumnKey(column.Side, column.RowName));
        return new BoundColumn(column.RowName, column.Side ?? writtenQualifier, isKnown ? column.Type.NotNull : column.Type, span)
        {
            Side = column.Side,
        };
    }

    public static Diagnostic UnknownColumn(TextSpan at, string name, ExpressionContext context)
    {
        ImmutableArray<string> columns = context.Rows.Names;
        return NameDiagnostics.UnknownColumn(at, context.Rows.RelationName, name, columns);
    }

    private static BoundExpression BindDeclared(NameExpressionSyntax syntax, Declared? declared, ExpressionContext context)
    {
        if (declared is null)
        {
            return new BoundBadExpression([], syntax.Span);
        }

        // Only these have values: others are refused unseen, for one of them may be the declaration that is being bound.
        switch (declared.Syntax is ParamSyntax or SecretSyntax ? SymbolBinder.Resolve(declared, context.Binding.Session) : null)
        {
            case ParameterSymbol parameter:
                return new BoundParameter(parameter, syntax.Span);
            case SecretSymbol:
                return context.Bad(DeploymentDiagnostics.SecretOutsideConnection(syntax.Span, syntax.Name.Text), syntax.Span);
            case null when declared is { Syntax: ParamSyntax, State: DeclaredState.Binding }:
                return context.Bad(TypeDiagnostics.ConstantWanted(syntax.Span, "the value of a parameter"), syntax.Span);
            case null when declared.Syntax is ParamSyntax or SecretSyntax:
                return new BoundBadExpression([], syntax.Span);
            default:
                return context.Bad(NameDiagnostics.NotAValue(syntax.Span, syntax.Name.Text, declared.Kind), syntax.Span);
        }
    }

    private static Diagnostic Unknown(NameSyntax name, ExpressionContext context)
    {
        if (context.IsConstant)
        {
            return context.Binding.AddImportHelp(
                NameDiagnostics.UnknownName(name.Span, name.Text, context.Binding.NamesOf("parameter")), name.Text);
        }

        return context.Binding.AddImportHelp(UnknownColumn(name.Span, name.Text, context), name.Text);
    }
}
