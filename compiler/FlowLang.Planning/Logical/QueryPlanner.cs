using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Plans one query, step by step.</summary>
internal sealed class QueryPlanner(DiagnosticBag diagnostics)
{
    public LogicalNode Plan(BoundQuery query) => query.Steps.Aggregate(Plan(query.From), Step);

    public LogicalNode Plan(BoundRelation relation) => relation switch
    {
        { Query: { } query } => Plan(query),
        { Sql: { } sql } => new SqlNode(
            sql.Engine, [.. sql.Inputs.Select(i => new SqlInput(i.Name, Plan(i.Rows)))], sql.Text, sql.Row, sql.Span),
        { Relation: SourceSymbol source } => new ScanNode(source, source.Row, relation.Span),
        { Relation: StreamSymbol stream } => new StreamScanNode(stream, stream.Row, relation.Span),
        { Relation: TransformSymbol transform } => new ReferenceNode(transform, relation.Span),
        _ => throw new UnreachableException($"a relation without rows at {relation.Span}"),
    };

    private LogicalNode Step(LogicalNode input, BoundStep step) => step switch
    {
        BoundWhere where => Filter(input, where),
        BoundDerive derive => Derive(input, derive),
        BoundSet set => Project(input, [.. Same(input).Select(c => set.Columns.FirstOrDefault(s => s.Name == c.Name) ?? c)], "set", step),
        BoundSelect select => Project(input, select.Columns, "select", step),
        BoundRename rename => Project(input, [.. Same(input).Select(c => Renamed(c, rename))], "rename", step),
        BoundDrop drop => Project(input, [.. Same(input).Where(c => !drop.Names.Contains(c.Name))], "drop", step),
        BoundRequire require => Require(input, require),
        BoundJoin join => new JoinPlanner(diagnostics).Plan(input, Right(join), join),
        BoundAggregate aggregate => AggregatePlanner.Plan(input, aggregate),
        BoundPivot pivot => PivotPlanner.Plan(input, pivot),
        BoundDedupe dedupe => Dedupe(input, dedupe),
        BoundTake take => Take(input, take),
        BoundSetOperation operation => SetOperation(input, operation),
        BoundUnnest unnest => Unnest(input, unnest),
        BoundFill fill => new FillNode(input, fill),
        BoundWindow window => Window(input, window),
        _ => throw new UnreachableException($"{step.GetType().Name} at {step.Span}"),
    };

    private LogicalNode Right(BoundJoin join) => join is { AsOf: not null, Right.Relation: StreamSymbol stream }
        ? new StreamTableNode(new StreamScanNode(stream, stream.Row, join.Right.Span), stream, join.Right.Row, join.Right.Span)
        : Plan(join.Right);

    /// <summary>Each column as it is.</summary>
    internal static IEnumerable<BoundAssignment> Same(LogicalNode input) =>
        input.Row.Fields.Select(f => new BoundAssignment(f.Name, new BoundColumn(f.Name, null, f.Type, input.Span), input.Span));

    private static BoundAssignment Renamed(BoundAssignment column, BoundRename rename) =>
        rename.Names.Where(n => n.Old == column.Name).Select(n => n.New).FirstOrDefault() is { } name
            ? column with { Name = name }
            : column;

    private static LogicalNode Project(LogicalNode input, ImmutableArray<BoundAssignment> columns, string verb, BoundStep step) =>
        new ProjectNode(input, columns, verb, step.Row, step.Span);

    // A later column of a step may read an earlier one: from there on it is a further projection.
    private static LogicalNode Derive(LogicalNode input, BoundDerive derive)
    {
        LogicalNode node = input;
        List<BoundAssignment> columns = [];
        foreach (BoundAssignment column in derive.Columns)
        {
            if (column.Value.Columns().Any(name => columns.Any(c => c.Name == name)))
            {
                node = Derived(node, columns, derive.Span);
                columns = [];
            }

            columns.Add(column);
        }

        return Derived(node, columns, derive.Span) with { Row = derive.Row };
    }

    private static ProjectNode Derived(LogicalNode input, List<BoundAssignment> columns, TextSpan span)
    {
        RowType row = new([.. input.Row.Fields, .. columns.Select(c => new RowField(c.Name, c.Value.Type))]);
        return new ProjectNode(input, [.. Same(input), .. columns], "derive", row, span);
    }

    private static LogicalNode Filter(LogicalNode input, BoundWhere where)
    {
        Isolation keys = new(input, "where", Fallibility.HasAnalytic);
        BoundExpression condition = keys.Isolate(where.Condition);
        return keys.Restore(new FilterNode(keys.Input, condition, where.Span), where.Row);
    }

    private static LogicalNode Require(LogicalNode input, BoundRequire require)
    {
        Isolation keys = new(input, "expect", Fallibility.HasAnalytic);
        BoundExpression condition = keys.Isolate(require.Condition);
        ExpectationSeverity severity = require.Rejects ? ExpectationSeverity.Reject : ExpectationSeverity.Fail;
        return keys.Restore(new RequireNode(keys.Input, condition, require.Reason, severity, require.Span), require.Row);
    }

    private static LogicalNode Dedupe(LogicalNode input, BoundDedupe dedupe)
    {
        Isolation keys = new(input, "dedupe");
        ImmutableArray<BoundExpression> by = ExpressionRewriting.Map(dedupe.By, keys.Isolate);
        ImmutableArray<BoundSortKey> order = ExpressionRewriting.Map(dedupe.Order, keys.Isolate);
        DedupeNode node = new(keys.Input, by, order, dedupe.Span) { TimeToLive = dedupe.TimeToLive, KeepsLatest = dedupe.KeepsLatest };
        return keys.Restore(node, dedupe.Row);
    }

    private static LogicalNode Take(LogicalNode input, BoundTake take)
    {
        Isolation keys = new(input, "take");
        ImmutableArray<BoundExpression> by = ExpressionRewriting.Map(take.By, keys.Isolate);
        ImmutableArray<BoundSortKey> order = ExpressionRewriting.Map(take.Order, keys.Isolate);
        return keys.Restore(new TakeNode(keys.Input, take.Count, order, by, take.Span), take.Row);
    }

    private static LogicalNode Window(LogicalNode input, BoundWindow window)
    {
        Isolation time = new(input, "window");
        BoundWindow safe = window with { On = time.Isolate(window.On) };
        RowType row = new([.. time.Input.Row.Fields, .. window.Row.Fields[^2..]]);
        return time.Restore(new WindowNode(time.Input, safe, row, window.Span), window.Row);
    }

    private static LogicalNode Unnest(LogicalNode input, BoundUnnest unnest)
    {
        Isolation keys = new(input, "unnest");
        BoundExpression list = keys.Isolate(unnest.List);
        RowField item = unnest.Row.Fields[^1];
        RowType row = new([.. keys.Input.Row.Fields, item]);
        return keys.Restore(new UnnestNode(keys.Input, list, unnest.Name, row, unnest.Span), unnest.Row);
    }

    private LogicalNode SetOperation(LogicalNode input, BoundSetOperation operation) => new SetOperationNode(
        operation.Operator, Shape(input, operation.Row, operation.Span), Shape(Plan(operation.Right), operation.Row, operation.Span),
        operation.Row, operation.Span);

    /// <summary>The relation with the columns of <paramref name="row"/>, in its order and with its types.</summary>
    private static LogicalNode Shape(LogicalNode node, RowType row, TextSpan span)
    {
        bool fits = node.Row.Fields.Length == row.Fields.Length
            && node.Row.Fields.Zip(row.Fields).All(p => p.First.Name == p.Second.Name && p.First.Type.Type == p.Second.Type.Type);
        return fits ? node : new ProjectNode(node, [.. row.Fields.Select(f => Widened(node.Row, f, span))], "select", row, span);
    }

    private static BoundAssignment Widened(RowType row, RowField field, TextSpan span)
    {
        RowField found = row.Find(field.Name) ?? throw new UnreachableException(field.Name);
        BoundExpression value = new BoundColumn(field.Name, null, found.Type, span);
        if (found.Type.Type != field.Type.Type)
        {
            value = new BoundConversion(value, ConversionKind.Widening, found.Type with { Type = field.Type.Type }, Fails: false, span);
        }

        return new BoundAssignment(field.Name, value, span);
    }
}
