using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Steps;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`unique(k)`, `references(k, t.k)`, `volume(min: 1)`: what holds of all rows together.</summary>
internal static class RelationExpectations
{
    public static BoundExpectation? Bind(
        CallExpectationSyntax syntax, ExpectationSeverity severity, RowType row, BindingContext context)
    {
        switch (syntax.Call.Function.Text)
        {
            case "unique":
                return BindUnique(syntax, severity, row, context);
            case "references":
                return BindReferences(syntax, severity, row, context);
            case "volume":
                return BindVolume(syntax, severity, context);
            default:
                context.Report(NameDiagnostics.UnknownExpectation(syntax.Call.Function.Span, syntax.Call.Function.Text));
                return null;
        }
    }

    private static BoundUniqueExpectation? BindUnique(
        CallExpectationSyntax syntax, ExpectationSeverity severity, RowType row, BindingContext context)
    {
        ExpressionContext expressions = new(context, RowScope.Of(row, null));
        ImmutableArray<ScopeColumn?> columns =
            [.. syntax.Call.Arguments.Select(argument => ColumnPath.Find(argument.Value, "unique", expressions))];
        if (columns.IsEmpty)
        {
            context.Report(TypeDiagnostics.UsedWrongly(syntax.Call.Span, "unique", "unique(column, …)"));
            return null;
        }

        bool isGood = columns.All(column => column is not null
            && Comparable.Check(true, column.Type.Type, syntax.Call.Span, "unique", expressions));
        return isGood
            ? new BoundUniqueExpectation(syntax.Call.Span.Text, [.. columns.OfType<ScopeColumn>().Select(c => c.RowName)], severity,
                syntax.Span)
            : null;
    }

    private static BoundReferencesExpectation? BindReferences(
        CallExpectationSyntax syntax, ExpectationSeverity severity, RowType row, BindingContext context)
    {
        ExpressionContext expressions = new(context, RowScope.Of(row, null));
        if (syntax.Call.Arguments is not
            [{ Value: { } own }, { Value: MemberExpressionSyntax { Target: NameExpressionSyntax relation, Name: { } other } }])
        {
            context.Report(TypeDiagnostics.UsedWrongly(syntax.Call.Span, "references", "references(column, relation.column)"));
            return null;
        }

        ScopeColumn? column = ColumnPath.Find(own, "references", expressions);
        RelationSymbol? target = context.Resolve<RelationSymbol>(
            relation.Name, "relation", (name, names) => NameDiagnostics.UnknownRelation(name.Span, name.Text, names));
        if (column is null || target is null)
        {
            return null;
        }

        if (target.Row.Find(other.Text) is not { } field)
        {
            context.Report(NameDiagnostics.UnknownColumn(other.Span, target.Name, other.Text, [.. target.Row.Fields.Select(f => f.Name)]));
            return null;
        }

        if (Conversions.CommonType(column.Type.Type, field.Type.Type) is null)
        {
            context.Report(TypeDiagnostics.OperatorTypes(syntax.Call.Span, "references", column.Type.ToString(), field.Type.ToString(),
                null));
            return null;
        }

        return new BoundReferencesExpectation(syntax.Call.Span.Text, column.RowName, target, field.Name, severity, syntax.Span);
    }

    private static BoundVolumeExpectation? BindVolume(CallExpectationSyntax syntax, ExpectationSeverity severity, BindingContext context)
    {
        long? min = null;
        long? max = null;
        foreach (ArgumentSyntax argument in syntax.Call.Arguments)
        {
            if (argument.Value is not IntegerLiteralSyntax { Value: var value } || value > long.MaxValue)
            {
                context.Report(TypeDiagnostics.UsedWrongly(argument.Span, "volume", "volume(min: 1, max: 1000)"));
                return null;
            }

            switch (argument.Name?.Text)
            {
                case "min":
                    min = (long)value;
                    break;
                case "max":
                    max = (long)value;
                    break;
                default:
                    context.Report(TypeDiagnostics.UsedWrongly(argument.Span, "volume", "volume(min: 1, max: 1000)"));
                    return null;
            }
        }

        if (min is null && max is null || min > max)
        {
            context.Report(TypeDiagnostics.UsedWrongly(syntax.Call.Span, "volume", "volume(min: 1, max: 1000)"));
            return null;
        }

        return new BoundVolumeExpectation(syntax.Call.Span.Text, min, max, severity, syntax.Span);
    }
}
