using System.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Logical;

/// <summary>Prints a plan as a tree: each step under the one that reads it, expressions as the program has them.</summary>
public static class PlanPrinter
{
    public static string Print(LogicalNode node)
    {
        StringBuilder text = new();
        Write(node, "", "", text);
        return text.ToString();
    }

    public static string Print(BatchPlan plan)
    {
        StringBuilder text = new();
        foreach (BatchOperation operation in plan.Operations)
        {
            switch (operation)
            {
                case ReadSource read:
                    text.Append("read ").Append(read.Relation).Append(read.NeedsOrigin ? " with origin" : "");
                    text.Append(read.Selection is { } asked ? Line(asked) : "").Append('\n');
                    break;
                case StageRelation stage:
                    text.Append("stage ").Append(stage.Relation).Append(stage.KeepsOrigin ? " with origin\n" : "\n");
                    Write(stage.Query, "  ", "  ", text);
                    stage.Checks.ToList().ForEach(c => text.Append("  check ").Append(c.Expectation.Name).Append('\n'));
                    break;
                case WriteRelation { PassedFrom: { } source } write:
                    text.Append($"write {write.Relation}: passed through from {source} as binary\n");
                    break;
                case WriteRelation write:
                    text.Append("write ").Append(write.Relation).Append('\n');
                    Write(write.Query, "  ", "  ", text);
                    break;
            }
        }

        return text.ToString();
    }

    private static void Write(LogicalNode node, string indent, string rest, StringBuilder text)
    {
        text.Append(indent).Append(Line(node)).Append('\n');
        for (int i = 0; i < node.Inputs.Length; i++)
        {
            bool isLast = i == node.Inputs.Length - 1;
            Write(node.Inputs[i], rest + (isLast ? "└ " : "├ "), rest + (isLast ? "  " : "│ "), text);
        }
    }

    private static string Line(SourceSelection asked) =>
        $": {string.Join(", ", asked.Columns)}{string.Concat(asked.Filters.Select(f => $" where {Text(f.Condition)}"))}";

    private static string Line(LogicalNode node) => node switch
    {
        ScanNode scan => $"scan {scan.Source.Name}{(scan.HasSites ? " (text)" : "")}: {Columns(node)}",
        StreamScanNode scan => $"stream {scan.Stream.Name}: {Columns(node)}",
        StreamTableNode table => $"table of {table.Stream.Name}: {Columns(node)}",
        WindowNode window => Window(window.Window),
        ReferenceNode reference => $"transform {reference.Transform.Name}: {Columns(node)}",
        StagedNode staged => $"staged {staged.Relation}: {Columns(node)}",
        NamedNode named => $"{named.Name}: {Columns(node)}",
        ValuesNode values => $"given {values.Name}: {values.Rows.Length} rows",
        FilterNode { IsInterval: true } filter => $"filter on the interval {Text(filter.Condition)}",
        FilterNode filter => $"filter {Text(filter.Condition)}",
        ProjectNode project => $"project {string.Join(", ", project.Columns.Select(Text))}",
        RequireNode require =>
            $"require {Text(require.Condition)} else {require.Severity.ToString().ToLowerInvariant()} \"{require.Reason}\"",
        JoinNode join => $"{join.Kind.ToString().ToLowerInvariant()} join on {Text(join.Condition)}"
            + (join.AsOf is { } moment ? $" as of {Text(moment)}" : "")
            + (join.Within is { } within ? $" within {DurationText.Of(within)}" : ""),
        AggregateNode groups => $"aggregate {string.Join(", ", groups.Aggregates.Select(a => $"{a.Name} = {Text(a.Call)}"))}"
            + (groups.By.IsEmpty ? "" : $" by {string.Join(", ", groups.By.Select(Text))}")
            + (groups.TimeToLive is { } ttl ? $" ttl {DurationText.Of(ttl)}" : "")
            + (groups.Emit is { } emit ? $" emit {emit.ToString().ToLowerInvariant()}" : ""),
        DedupeNode dedupe => $"dedupe by {string.Join(", ", dedupe.By.Select(Text))} keep first of {Keys(dedupe.Order)}"
            + (dedupe.TimeToLive is { } ttl ? $" ttl {DurationText.Of(ttl)}" : ""),
        TakeNode take => $"take {take.Count}{(take.Order.IsEmpty ? "" : $" by order {Keys(take.Order)}")}"
            + (take.By.IsEmpty ? "" : $" of each {string.Join(", ", take.By.Select(Text))}"),
        SetOperationNode { Operator: SetOperator.UnionDistinct } => "union distinct",
        UnnestNode unnest => $"unnest {Text(unnest.List)} as {unnest.Name}",
        SqlNode sql => $"sql of {string.Join(", ", sql.Named.Select(i => i.Name))}: {Columns(node)}",
        FillNode fill => $"fill {fill.Fill.Column}",
        _ => node.Verb,
    };

    private static string Window(BoundWindow window)
    {
        string every = window.Every == window.Size ? "" : $", {DurationText.Of(window.Every)}";
        string late = window.Late == TimeSpan.Zero ? "" : $" late {DurationText.Of(window.Late)}";
        return $"window {window.Kind.ToString().ToLowerInvariant()}({DurationText.Of(window.Size)}{every}, on: {Text(window.On)}){late}";
    }

    private static string Columns(LogicalNode node) => string.Join(", ", node.Row.Fields.Select(f => $"{f.Name} {f.Type}"));

    private static string Keys(IEnumerable<BoundSortKey> keys) =>
        string.Join(", ", keys.Select(k => $"{Text(k.Value)}{(k.Descending ? " desc" : "")}"));

    private static string Text(BoundAssignment column) =>
        column.Value is BoundColumn read && read.Name == column.Name ? column.Name : $"{column.Name} = {Text(column.Value)}";

    private static string Text(BoundExpression expression) => Expressions.ExpressionPrinter.Print(expression);
}
