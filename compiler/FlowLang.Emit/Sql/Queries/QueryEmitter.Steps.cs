using System.Collections.Immutable;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>Row-wise steps, plain and flagged.</summary>
internal sealed partial class QueryEmitter
{
    private QueryRelation Filter(FilterNode node, bool flagged, bool needsOrigin)
    {
        QueryRelation input = Emit(node.Input, flagged, needsOrigin);
        HoistedColumns hoisted = new();
        ExpressionEmitter emitter = new(dialect, hoisted, ExpressionEmitter.Unqualified);
        string reason = node.IsInterval ? "outside the run's interval" : $"not {FailureText.Of(node.Condition)}";
        if (flagged && (input.Source is null || Fallibility.HasSites(node.Condition)))
        {
            EmittedValue condition = emitter.Finish(node.Condition);
            RowExit filter = new(FailureAction.Filter, reason, node.Span, Logic.IsNotTrue(condition.Value));
            return Flag(node, input, hoisted, null, [.. condition.Exits, filter]) with { Source = null };
        }

        SqlExpression test = emitter.Value(node.Condition);
        input = CountedApart(input, node, test, reason);
        SqlSelect select = Opened(input, node.Verb, hoisted);
        SqlSelect filtered = select with { Where = select.Where is { } first ? Logic.And(first, test) : test };
        return hoisted.Levels.Count == 0
            ? input with { Select = filtered }
            : input with { Select = filtered with { Columns = Outputs(input, null) } };
    }

    // What the filter takes of a source's rows, counted by a query apart.
    private QueryRelation CountedApart(QueryRelation input, FilterNode node, SqlExpression test, string reason)
    {
        if (input.Source is not { } source)
        {
            return input;
        }

        SqlExpression Also(SqlExpression condition) => source.Where is { } first ? Logic.And(first, condition) : condition;
        FailureSite site = new(0, FailureAction.Filter, StepOf(node), reason, node.Span);
        _counts.Add(new EmittedCount(site, dialect.Print(source with { Where = Also(Logic.IsNotTrue(test)) })));
        return input with { Source = source with { Where = Also(test) } };
    }

    private QueryRelation Require(RequireNode node, bool flagged, bool needsOrigin)
    {
        QueryRelation input = Emit(node.Input, flagged, needsOrigin);
        HoistedColumns hoisted = new();
        EmittedValue condition = new ExpressionEmitter(dialect, hoisted, ExpressionEmitter.Unqualified).Finish(node.Condition);
        FailureAction action = node.Severity == ExpectationSeverity.Reject ? FailureAction.Reject : FailureAction.Fail;
        return Flag(
            node, input, hoisted, null, [.. condition.Exits, new RowExit(
                action, node.Reason, node.Span, Logic.IsNotTrue(condition.Value))]);
    }

    private QueryRelation Project(ProjectNode node, bool flagged, bool needsOrigin)
    {
        // An analytic function looks at all rows of its input, so what is below it is not flagged any more.
        QueryRelation input = Emit(node.Input, flagged && node.IsRowWise, needsOrigin);
        HoistedColumns hoisted = new();
        ExpressionEmitter emitter = new(dialect, hoisted, ExpressionEmitter.Unqualified);
        List<SqlOutput> outputs = [];
        List<RowExit> exits = [];
        foreach (BoundAssignment column in node.Columns)
        {
            EmittedValue value = emitter.Finish(column.Value);
            exits.AddRange(value.Exits);
            outputs.Add(new SqlOutput(value.Value, column.Name));
        }

        if (exits.Count > 0)
        {
            return Flag(node, input, hoisted, outputs, exits);
        }

        SqlSelect select = Opened(input, node.Verb, hoisted);
        return input with
        {
            Select = select with { Columns = Outputs(input, outputs) },
            Columns = [.. outputs.Select(o => o.Name)],
        };
    }

    // A SELECT over the input that a step can fill in, above the projections it asked for.
    private SqlSelect Opened(QueryRelation input, string verb, HoistedColumns hoisted)
    {
        SqlSelect select = input.IsOpen && input.Select is SqlSelect open ? open : new SqlSelect(new SqlTable(Close(input)));
        foreach (IReadOnlyList<SqlOutput> level in hoisted.Levels)
        {
            QueryRelation below = input with
            {
                Select = select with { Columns = [.. level], KeepsInput = true, IsReadOften = true },
                Step = verb + "_values",
            };
            select = new SqlSelect(new SqlTable(Close(below)));
        }

        return select;
    }

    // The columns (null: as they are), then the hidden ones.
    private static ImmutableArray<SqlOutput> Outputs(QueryRelation input, IReadOnlyList<SqlOutput>? columns) =>
        [.. columns ?? Same(input.Columns), .. Same(input.Hidden)];

    private static IReadOnlyList<SqlOutput> Same(IEnumerable<string> columns) =>
        [.. columns.Select(c => new SqlOutput(new SqlColumn(null, c), c))];

    /// <summary>
    /// A step at which rows leave: one projection says which (the first exit in the order of evaluation, unless the row left before), the
    /// next computes the new columns and, for the rows that leave by reject or failure, the step's input row.
    /// </summary>
    private QueryRelation Flag(
        LogicalNode node, QueryRelation input, HoistedColumns hoisted, IReadOnlyList<SqlOutput>? outputs, IReadOnlyList<RowExit> exits,
        ImmutableArray<JsonColumn>? row = null)
    {
        FailureSite[] sites = [.. exits.Select(e => Site(e.Action, e.Reason, node, e.Span))];
        List<(SqlExpression, SqlExpression)> arms = [];
        if (input.HasSite)
        {
            SqlColumn before = new(null, Flags.Site);
            arms.Add((Logic.IsNotNull(before), before));
        }

        arms.AddRange(exits.Zip(sites, (exit, site) => (exit.When, (SqlExpression)Number(site.Id))));
        SqlCase found = new([.. arms], null);
        string stem = node is ScanNode scan ? scan.Source.Name : node.Verb;
        SqlSelect select = Opened(input, stem, hoisted);
        if (sites.All(s => s.Action == FailureAction.Filter) && outputs is null)
        {
            return Flagged(select, input, Same(input.Columns), found, input.HasInput ? new SqlColumn(null, Flags.Input) : null);
        }

        const string at = "__at";
        QueryRelation flagged = input with
        {
            Select = select with { Columns = [new SqlOutput(found, at)], KeepsInput = true, IsReadOften = true },
            Step = stem + "_sites",
        };
        SqlSelect above = new(new SqlTable(Close(flagged)));
        SqlExpression taken = Taken(at, sites);
        SqlText json = dialect.RowAsJson(
            row ?? [.. node.Inputs[0].Row.Fields.Where(f => IsVisible(f.Name)).Select(f => JsonColumn.Of(null, f))]);
        SqlCase inputRow = new([(taken, json)], input.HasInput ? new SqlColumn(null, Flags.Input) : null);
        return Flagged(above, input, outputs ?? Same(input.Columns), new SqlColumn(null, at), inputRow);
    }

    private static QueryRelation Flagged(
        SqlSelect select, QueryRelation input, IReadOnlyList<SqlOutput> columns, SqlExpression site, SqlExpression? row)
    {
        List<SqlOutput> outputs = [.. columns, new SqlOutput(site, Flags.Site)];
        if (row is not null)
        {
            outputs.Add(new SqlOutput(row, Flags.Input));
        }

        if (input.HasOrigin)
        {
            outputs.AddRange(Same([Flags.File, Flags.Row]));
        }

        return input with
        {
            Select = select with { Columns = [.. outputs] },
            Columns = [.. columns.Select(c => c.Name)],
            HasSite = true,
            HasInput = row is not null,
        };
    }

    // Columns that the compiler added begin so.
    private static bool IsVisible(string column) => !column.StartsWith("__", StringComparison.Ordinal);

    // Whether a row left at this step by reject or failure: filters come last, so the others are a range.
    private static SqlExpression Taken(string at, FailureSite[] sites)
    {
        FailureSite[] kept = [.. sites.Where(s => s.Action != FailureAction.Filter)];
        SqlColumn site = new(null, at);
        return kept.Length == 1
            ? new SqlBinary("=", site, Number(kept[0].Id))
            : new SqlBinary("BETWEEN", site, new SqlText($"{kept[0].Id} AND {kept[^1].Id}"));
    }

    private static SqlText Number(int value) => new($"{value}", IsConstant: true);
}
