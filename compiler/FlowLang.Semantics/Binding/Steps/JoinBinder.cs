using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`join y as b on e`: binds the right side and the condition; <see cref="JoinShape"/> makes the row.</summary>
internal static class JoinBinder
{
    private const string UnnamedRight = "right";

    public static QueryState Bind(JoinStepSyntax syntax, QueryState state, BindingContext context)
    {
        (BoundRelation relation, RowScope rightRows) = RelationBinder.Bind(syntax.Right, syntax.Alias, context);
        if (rightRows.IsUnknown || state.Scope.IsUnknown)
        {
            return state with { Scope = RowScope.Unknown };
        }

        BoundRelation table = syntax.AsOf is null ? relation : StreamTable.Of(relation);
        BoundRelation right = table.Qualifier is null ? table with { Alias = UnnamedRight } : table;
        string side = right.Qualifier ?? UnnamedRight;
        if (state.Scope.HasQualifier(side))
        {
            context.Report(NameDiagnostics.AliasTwice((syntax.Alias ?? (Syntax.Nodes.SyntaxNode)syntax.Right).Span, side));
            return state with { Scope = RowScope.Unknown };
        }

        ImmutableArray<ScopeColumn> rightColumns =
            [.. right.Row.Fields.Select(field => new ScopeColumn(field.Name, side, field.Name, side, field.Type))];
        BoundExpression condition = BindCondition(syntax, state, rightColumns, context);
        JoinShape shape = JoinShape.Make(syntax.Kind, state.Scope, right, side, condition);
        RowScope after = Check(shape, syntax, right, context);
        BoundJoin join = new(
            syntax.Kind, right, condition, shape.LeftColumns, shape.RightColumns, shape.Scope.Row, syntax.Span)
        {
            AsOf = syntax.AsOf is { } asOf ? ExpressionBinder.BindWhole(asOf, StepBinder.Expressions(state, context)) : null,
            Within = TimeToLive.Bind(syntax.Within, context),
            LateSink = FolderWrite.LateSink(syntax.LateSink, context),
        };
        return state.Then(join, after);
    }

    private static BoundExpression BindCondition(
        JoinStepSyntax syntax, QueryState state, ImmutableArray<ScopeColumn> rightColumns, BindingContext context)
    {
        if (syntax.Condition is null)
        {
            context.Report(TypeDiagnostics.JoinNeedsCondition(syntax.Span));
            return new BoundBadExpression([], syntax.Span);
        }

        RowScope both = new(state.Scope.Row, [.. state.Scope.Columns, .. rightColumns]) { Merged = state.Scope.Merged };
        return ExpressionBinder.BindCondition(syntax.Condition, new ExpressionContext(context, both));
    }

    // Gives the scope to go on with: without what is reported already.
    private static RowScope Check(JoinShape shape, JoinStepSyntax syntax, BoundRelation right, BindingContext context)
    {
        if (syntax.Condition is null)
        {
            return RowScope.Unknown;
        }

        // Rows of two streams meet as often as they are near each other, and a stream as a table is found by its key.
        bool isOfStreams = syntax.Within is not null || right.Relation is StreamSymbol;
        if (shape.FansOut && !isOfStreams && syntax.Kind is not (JoinKind.Semi or JoinKind.Anti))
        {
            context.Report(LintDiagnostics.FanOut(syntax.Right.Span, right.Qualifier ?? UnnamedRight, string.Join(", ", right.Row.Key)));
        }

        if (shape.Duplicates.IsEmpty || syntax.Alias is not null)
        {
            return shape.Scope;
        }

        context.Report(NameDiagnostics.DuplicateAfterJoin(syntax.Right.Span, shape.Duplicates));
        return RowScope.Of(shape.Scope.Row, null);
    }
}
