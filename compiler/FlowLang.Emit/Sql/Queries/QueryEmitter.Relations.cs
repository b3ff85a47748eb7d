using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>Steps that look at many rows. What reaches them can't fail any more.</summary>
internal sealed partial class QueryEmitter
{
    private ExpressionEmitter Plain => new(dialect, hoisted: null, ExpressionEmitter.Unqualified);

    private QueryRelation Aggregate(AggregateNode node)
    {
        QueryRelation input = Emit(node.Input, flagged: false, needsOrigin: false);
        ExpressionEmitter emitter = Plain;
        List<SqlOutput> columns = [.. node.By.Select(b => new SqlOutput(emitter.Key(b.Value), b.Name))];
        foreach (AggregateColumn aggregate in node.Aggregates)
        {
            (SqlExpression value, SqlExpression failed) = Call(aggregate.Call, emitter);
            columns.Add(new SqlOutput(value, aggregate.Name));
            if (aggregate.FailedName is { } name)
            {
                columns.Add(new SqlOutput(failed, name));
            }
        }

        SqlSelect select = Opened(input, node.Verb, new HoistedColumns()) with { Columns = [.. columns], GroupKeys = node.By.Length };
        return new QueryRelation(select, [.. columns.Select(c => c.Name)]);
    }

    private (SqlExpression Value, SqlExpression Failed) Call(BoundAggregateCall call, ExpressionEmitter emitter)
    {
        SqlMapping mapping = ExpressionEmitter.Supported(dialect.Mapping(call.Function));
        ImmutableArray<SqlSortKey> sort = Keys(call.Sort);
        SqlCall sql =
            SqlCall.Of(call.Arguments, [.. call.Arguments.Select(a => dialect.Argument(a, emitter.Value(a)))], call.Type, dialect.Type) with
            {
                Sort = sort.IsEmpty ? null : string.Join(", ", sort.Select(dialect.Print)),
                SortKeys = [.. sort.Select(k => new SqlCallSortKey(dialect.Print(k.Value), k.Descending))],
            };
        return (new SqlText(mapping.Value(sql)), mapping.Failed is { } failed ? new SqlText(failed(sql)) : Logic.False);
    }

    private QueryRelation Dedupe(DedupeNode node, bool needsOrigin)
    {
        QueryRelation input = Emit(node.Input, flagged: false, needsOrigin);
        SqlRowLimit first = new(1, [.. node.By.Select(Plain.Key)], Keys(node.Order));
        return input with { Select = Limited(Opened(input, node.Verb, new HoistedColumns()), input, first) };
    }

    // Without QUALIFY the row's number is a column of the subquery, which the rows must not keep.
    private SqlSelect Limited(SqlSelect select, QueryRelation input, SqlRowLimit limit) =>
        select with { RowLimit = limit, Columns = dialect.HasQualify ? select.Columns : Outputs(input, null) };

    private QueryRelation Take(TakeNode node, bool needsOrigin)
    {
        QueryRelation input = Emit(node.Input, flagged: false, needsOrigin);
        HoistedColumns hoisted = new();
        ImmutableArray<SqlSortKey> order = node.By.IsEmpty ? Named(Keys(node.Order), hoisted) : [];
        SqlSelect select = Opened(input, node.Verb, hoisted);
        return input with
        {
            Select = node.By.IsEmpty
                ? select with
                {
                    Columns = hoisted.Levels.Count == 0 ? select.Columns : Outputs(input, null),
                    OrderBy = order,
                    Limit = node.Count,
                }
                : Limited(select, input, new SqlRowLimit(node.Count, [.. node.By.Select(Plain.Key)], Keys(node.Order))),
        };
    }

    private ImmutableArray<SqlSortKey> Named(ImmutableArray<SqlSortKey> keys, HoistedColumns hoisted) =>
        dialect.SortsByNames ? [.. keys.Select(k => k with { Value = hoisted.Add(k.Value) })] : keys;

    // A constant orders nothing; as a number it would be the place of a column.
    private ImmutableArray<SqlSortKey> Keys(ImmutableArray<BoundSortKey> keys) =>
        [.. keys.Where(k => k.Value is not BoundLiteral).Select(k => new SqlSortKey(Plain.Key(k.Value), k.Descending))];

    private QueryRelation SetOperation(SetOperationNode node)
    {
        ImmutableArray<string> columns = Names(node.Row);
        SqlSelect Side(LogicalNode side) =>
            new(new SqlTable(Close(Emit(side, flagged: false, needsOrigin: false)))) { Columns = [.. Same(columns)] };

        string op = node.Operator switch
        {
            SetOperator.Union => "UNION ALL",
            SetOperator.UnionDistinct => "UNION",
            SetOperator.Except => "EXCEPT",
            SetOperator.Intersect => "INTERSECT",
            _ => throw new UnreachableException(node.Operator.ToString()),
        };
        return new QueryRelation(new SqlSetOperation(op, Side(node.Left), Side(node.Right)), columns);
    }

    private QueryRelation Unnest(UnnestNode node, bool needsOrigin)
    {
        QueryRelation input = Emit(node.Input, flagged: false, needsOrigin);
        SqlExpression items = dialect.Unnest(Plain.Value(node.List), (ListType)node.List.Type.Type);
        ImmutableArray<SqlOutput> columns =
            [.. Same(
                node.Row.Fields.Select(f => f.Name).Where(n => n != node.Name)), new SqlOutput(items, node.Name), .. Same(input.Hidden)];
        return input with { Select = Opened(input, node.Verb, new HoistedColumns()) with { Columns = columns }, Columns = Names(node.Row) };
    }
}
