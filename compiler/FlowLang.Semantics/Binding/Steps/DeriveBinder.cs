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

/// <summary>`derive a = e, b = f`: new columns behind the old ones; a later one may read the earlier ones.</summary>
internal static class DeriveBinder
{
    public static QueryState Bind(DeriveStepSyntax syntax, QueryState state, BindingContext context)
    {
        RowScope scope = state.Scope;
        ImmutableArray<BoundAssignment>.Builder columns = ImmutableArray.CreateBuilder<BoundAssignment>(syntax.Columns.Length);
        Dictionary<string, TextSpan> named = [];
        foreach (AssignmentSyntax item in syntax.Columns)
        {
            ExpressionContext expressions = new(context, scope) { Aggregates = AggregateUse.Analytic };
            bool exists = item.Name is { } name && !state.Scope.Find(name.Text).IsEmpty;
            if (exists && item.Name is { } taken)
            {
                context.Report(NameDiagnostics.ColumnExists(taken.Span, taken.Text));
            }

            foreach (BoundAssignment column in ColumnList.Bind([item], expressions, named, mayStandAlone: false))
            {
                if (!exists)
                {
                    columns.Add(column);
                    scope = scope.With([new RowField(column.Name, column.Value.Type)]);
                }
                else if (scope.Find(column.Name) is [var old])
                {
                    // What follows means the new one: it is not told of the old one's type.
                    scope = scope.WithRow(
                        new RowType([.. scope.Row.Fields.Select(f => f.Name == old.RowName ? f with { Type = column.Value.Type } : f)]));
                }
            }
        }

        return state.Then(new BoundDerive(columns.ToImmutable(), scope.Row, syntax.Span), scope);
    }
}
