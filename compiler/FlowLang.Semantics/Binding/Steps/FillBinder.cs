using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`fill hour every 1h from a to b by zone with trips = 0`: the rows that a regular axis lacks.</summary>
internal static class FillBinder
{
    public static QueryState Bind(FillStepSyntax syntax, QueryState state, BindingContext context)
    {
        ExpressionContext expressions = StepBinder.Expressions(state, context);
        ScopeColumn? axis = ColumnPath.Find(syntax.Column, "fill", expressions);
        ImmutableArray<string> by = BindKeys(syntax.Keys, expressions);
        if (axis is null || axis.Type.Type is ErrorType)
        {
            return state with { Scope = RowScope.Unknown };
        }

        if (axis.Type.Type is not (DateType or InstantType or DateTimeType or IntegerType))
        {
            context.Report(TypeDiagnostics.AxisType(syntax.Column.Span, axis.Type.ToString()));
            return state;
        }

        ExpressionContext constants = new(context, RowScope.Empty);
        BoundLiteral? every = BindStep(syntax.Every, axis.Type.Type, constants);
        BoundExpression? from = BindEnd(syntax.From, axis.Type.Type, constants);
        BoundExpression? to = BindEnd(syntax.To, axis.Type.Type, constants);
        ImmutableArray<BoundAssignment> values = BindValues(syntax.Values, expressions, constants);
        HashSet<string> given = [axis.RowName, .. by, .. values.Select(value => value.Name)];
        string[] missing = [.. state.Scope.Row.Fields.Where(f => !f.Type.Nullable && !given.Contains(f.Name)).Select(f => f.Name)];
        if (missing.Length > 0)
        {
            context.Report(TypeDiagnostics.FillNeedsValue(syntax.Span, missing));
        }

        RowType input = state.Scope.Row;
        RowType row = input.Key.All(key => key == axis.RowName || by.Contains(key)) ? input : Keys.Without(input);
        return every is null
            ? state
            : state.Then(new BoundFill(axis.RowName, every, from, to, by, values, row, syntax.Span), state.Scope.WithRow(row));
    }

    private static ImmutableArray<string> BindKeys(ImmutableArray<AssignmentSyntax> keys, ExpressionContext context)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        foreach (AssignmentSyntax key in keys)
        {
            if (key.Name is not null && key.Value is not NameExpressionSyntax)
            {
                context.Report(TypeDiagnostics.ColumnWanted(key.Span, "fill … by"));
            }
            else if (ColumnPath.Find(key.Value, "fill … by", context) is { } column)
            {
                Comparable.Check(isEquality: true, column.Type.Type, key.Span, "by", context);
                names.Add(column.RowName);
            }
        }

        return names.ToImmutable();
    }

    private static BoundLiteral? BindStep(ExpressionSyntax syntax, FlowType axis, ExpressionContext constants)
    {
        BoundExpression bound = ExpressionBinder.Bind(syntax, constants);
        bool isGood = (axis, (bound as BoundLiteral)?.Value) switch
        {
            (IntegerType, long step) => step > 0,
            (DateType, IntervalLiteral { Microseconds: 0 } step) => step is { Months: >= 0, Days: >= 0 } && step.Months + step.Days > 0,
            (InstantType or DateTimeType, IntervalLiteral step) =>
                step is { Months: >= 0, Days: >= 0, Microseconds: >= 0 } && step != default,
            _ => bound.Type.Type is ErrorType,
        };
        if (!isGood)
        {
            constants.Report(TypeDiagnostics.AxisStep(syntax.Span, axis switch
            {
                IntegerType => "a whole number",
                DateType => "a duration of days or months (`1d`, `1mo`)",
                _ => "a duration (`1h`, `1d`)",
            }));
            return null;
        }

        return bound is BoundLiteral { Value: long } && axis is IntegerType
            ? Coercion.TryConvert(bound, axis) as BoundLiteral
            : bound as BoundLiteral;
    }

    private static BoundExpression? BindEnd(ExpressionSyntax? syntax, FlowType axis, ExpressionContext constants) =>
        syntax is null ? null : Coercion.Require(ExpressionBinder.BindWhole(syntax, constants), new TypeRef(axis), constants);

    private static ImmutableArray<BoundAssignment> BindValues(
        ImmutableArray<AssignmentSyntax> values, ExpressionContext expressions, ExpressionContext constants)
    {
        ImmutableArray<BoundAssignment>.Builder bound = ImmutableArray.CreateBuilder<BoundAssignment>();
        foreach (AssignmentSyntax item in values)
        {
            if (item.Name is not { } name)
            {
                constants.Report(NameDiagnostics.ColumnNeedsName(item.Span));
            }
            else if (ColumnPath.Find(new NameExpressionSyntax(name, name.Span), "fill", expressions) is { } column)
            {
                BoundExpression value = Coercion.Require(ExpressionBinder.BindWhole(item.Value, constants), column.Type, constants);
                bound.Add(new BoundAssignment(column.RowName, value, item.Span));
            }
        }

        return bound.ToImmutable();
    }
}
