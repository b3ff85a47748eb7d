using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Logical;

/// <summary>
/// Plans an aggregate step: a projection for arguments and keys that can fail, the groups with one column a call, and a projection for what
/// is computed from those columns.
/// </summary>
internal static class AggregatePlanner
{
    /// <param name="verb">The step's word in the language.</param>
    public static LogicalNode Plan(LogicalNode input, BoundAggregate step, string verb = "aggregate")
    {
        Isolation arguments = new(input, verb);
        ImmutableArray<BoundAssignment> by = [.. step.By.Select(key => key with { Value = arguments.Isolate(key.Value) })];
        List<AggregateColumn> columns = [];
        ImmutableArray<BoundAssignment> outputs =
        [
            .. by.Select(key => key with { Value = new BoundColumn(key.Name, null, key.Value.Type, key.Span) }),
            .. step.Aggregates.Select(a => a with { Value = Output(a, step.By, arguments, columns) }),
        ];

        RowType row = new(
        [
            .. by.Select(key => new RowField(key.Name, key.Value.Type)), .. columns.Select(c => new RowField(c.Name, c.Call.Type)),
        ]);
        AggregateNode groups = new(arguments.Input, by, [.. columns], row, step.Span) { TimeToLive = step.TimeToLive, Emit = step.Emit };
        return outputs.All(o => o.Value is BoundColumn column && column.Name == o.Name)
            ? groups with { Row = step.Row }
            : new ProjectNode(groups, outputs, verb, step.Row, step.Span);
    }

    // What the projection above the groups computes for one output column.
    private static BoundExpression Output(
        BoundAssignment output, ImmutableArray<BoundAssignment> by, Isolation arguments, List<AggregateColumn> columns) =>
        output.Value is BoundAggregateCall { Fails: false } plain
            ? Column(output.Name, plain, arguments, columns)
            : output.Value.ReplaceDown(part => part switch
            {
                BoundAggregateCall call => Column($"__aggregate{columns.Count + 1}", call, arguments, columns),
                BoundColumn column when by.FirstOrDefault(key => key.Value is BoundColumn c && c.Name == column.Name) is { } key =>
                    column with { Name = key.Name, Relation = null },
                _ => null,
            });

    private static BoundExpression Column(string name, BoundAggregateCall call, Isolation arguments, List<AggregateColumn> columns)
    {
        string? failed = call.Fails ? name + "_failed" : null;
        BoundAggregateCall safe = call with
        {
            Arguments = ExpressionRewriting.Map(call.Arguments, arguments.Isolate),
            Sort = ExpressionRewriting.Map(call.Sort, arguments.Isolate),
        };
        columns.Add(new AggregateColumn(name, safe, failed));
        return failed is null
            ? new BoundColumn(name, null, call.Type, call.Span)
            : new FlaggedColumn(name, failed, call.Span.Text, call.Type, call.Span);
    }
}
