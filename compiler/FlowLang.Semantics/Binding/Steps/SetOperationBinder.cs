using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`union`, `except`, `intersect`: columns by name; both sides are brought to one row type before they meet.</summary>
internal static class SetOperationBinder
{
    public static QueryState Bind(UnionStepSyntax syntax, QueryState state, BindingContext context) =>
        Bind(syntax.IsDistinct ? SetOperator.UnionDistinct : SetOperator.Union, syntax.Right, syntax.Span, state, context);

    public static QueryState Bind(ExceptStepSyntax syntax, QueryState state, BindingContext context) =>
        Bind(SetOperator.Except, syntax.Right, syntax.Span, state, context);

    public static QueryState Bind(IntersectStepSyntax syntax, QueryState state, BindingContext context) =>
        Bind(SetOperator.Intersect, syntax.Right, syntax.Span, state, context);

    private static QueryState Bind(SetOperator op, RelationSyntax syntax, TextSpan span, QueryState state, BindingContext context)
    {
        (BoundRelation bound, RowScope rightRows) = RelationBinder.Bind(syntax, null, context);
        BoundRelation right = RelationBinder.Visible(bound);
        state = QueryBinder.Finish(state, span, context);
        if (rightRows.IsUnknown || state.Scope.IsUnknown)
        {
            return state with { Scope = RowScope.Unknown };
        }

        RowType left = state.Scope.Row;
        List<string> differences = [];
        ImmutableArray<RowField>.Builder common = ImmutableArray.CreateBuilder<RowField>();
        foreach (RowField field in left.Fields)
        {
            RowField? other = right.Row.Find(field.Name);
            if (other is null)
            {
                differences.Add($"`{field.Name}` is missing on the right");
            }
            else if (Conversions.CommonType(field.Type.Type, other.Type.Type) is { } type)
            {
                common.Add(new RowField(field.Name, new TypeRef(type, field.Type.Nullable || other.Type.Nullable)));
            }
            else
            {
                differences.Add($"`{field.Name}` is {field.Type} on the left, {other.Type} on the right");
            }
        }

        differences.AddRange(right.Row.Fields.Where(f => left.Find(f.Name) is null).Select(f => $"`{f.Name}` is missing on the left"));
        if (differences.Count > 0)
        {
            context.Report(TypeDiagnostics.SetColumnsDiffer(syntax.Span, Word(op), differences));
            return state with { Scope = RowScope.Unknown };
        }

        return Finish(op, right, new RowType(common.ToImmutable()), span, state, context);
    }

    private static QueryState Finish(
        SetOperator op, BoundRelation right, RowType common, TextSpan span, QueryState state, BindingContext context)
    {
        if (op != SetOperator.Union)
        {
            ExpressionContext expressions = StepBinder.Expressions(state, context);
            if (common.Fields.FirstOrDefault(f => !Conversions.HasEquality(f.Type.Type)) is { } odd)
            {
                Comparable.Check(isEquality: true, odd.Type.Type, span, Word(op), expressions);
            }
        }

        bool keepsLeft = op is SetOperator.Except or SetOperator.Intersect;
        RowType leftRow = state.Scope.Row;
        RowType row = keepsLeft
            ? new RowType([.. common.Fields.Zip(leftRow.Fields, (f, l) =>
                f with { Type = f.Type with { Nullable = l.Type.Nullable }, IsKey = l.IsKey })])
            : common;
        if (RowConversion.Step(leftRow, common, span) is { } widened)
        {
            state = state.Then(widened, RowScope.Of(common, null));
        }

        BoundRelation converted = RowConversion.Step(right.Row, common, span) is { } step
            ? new BoundRelation(null, new BoundQuery(right, [step], common, right.Span), null, common, right.Span)
            : right;
        return state.Then(new BoundSetOperation(op, converted, row, span), RowScope.Of(row, null));
    }

    private static string Word(SetOperator op) => op switch
    {
        SetOperator.Union => "union",
        SetOperator.UnionDistinct => "union distinct",
        SetOperator.Except => "except",
        _ => "intersect",
    };
}
