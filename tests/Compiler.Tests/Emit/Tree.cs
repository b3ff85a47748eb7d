using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Emit;

/// <summary>Bound trees by hand, for what a program's text can't show alone.</summary>
internal static class Tree
{
    public static TypeRef Int { get; } = new(IntegerType.Int64);

    public static TypeRef Int4 { get; } = new(IntegerType.Int32);

    public static TypeRef Text { get; } = new(TextType.Instance);

    public static TypeRef Bool { get; } = new(BoolType.Instance);

    public static TextSpan Span(string text) => new(new SourceText("main.flow", text), 0, text.Length);

    public static RowType Row(params ReadOnlySpan<(string Name, TypeRef Type)> fields)
    {
        var row = ImmutableArray.CreateBuilder<RowField>();
        foreach ((string name, TypeRef type) in fields)
        {
            row.Add(new RowField(name, type));
        }

        return new RowType(row.ToImmutable());
    }

    public static SourceSymbol Source(string name, RowType row, bool readsText = false, bool rejectsBad = false)
    {
        EndpointDescriptor descriptor = new(readsText ? "csv" : "table", "", [], [], [], true, false, readsText, HasOrigin: readsText);
        BoundEndpoint endpoint = new(null, new NoConnector(), descriptor, [], Span(name));
        return new SourceSymbol(name, endpoint, row, [], rejectsBad, Span(name));
    }

    public static BoundColumn Column(string name, TypeRef type) => new(name, null, type, Span(name));

    public static BoundLiteral Number(long value) => new(value, Int, Span($"{value}"));

    public static BoundLiteral Word(string value) => new(value, Text, Span($"\"{value}\""));

    public static BoundBinary Binary(BoundOperator op, BoundExpression left, BoundExpression right, TypeRef type, bool fails = false) =>
        new(
            op, left, right, type with { Nullable = left.Type.Nullable || right.Type.Nullable }, fails,
            Span($"{left.Span.Text} {op} {right.Span.Text}"));

    public static BoundBinary Add(BoundExpression left, BoundExpression right) => Binary(BoundOperator.Add, left, right, Int, fails: true);

    public static BoundBinary Greater(BoundExpression left, BoundExpression right) => Binary(BoundOperator.Greater, left, right, Bool);

    public static BoundBinary And(BoundExpression left, BoundExpression right) => Binary(BoundOperator.And, left, right, Bool);

    public static BoundBinary Or(BoundExpression left, BoundExpression right) => Binary(BoundOperator.Or, left, right, Bool);

    /// <summary>`cast(text as int64)`.</summary>
    public static BoundConversion ToInt(BoundExpression text) =>
        new(text, ConversionKind.Cast, Int with { Nullable = text.Type.Nullable }, Fails: true, Span($"cast({text.Span.Text} as int64)"));

    public static BoundHandler ElseReject(BoundExpression operand, string reason) =>
        new(operand, HandlerKind.Reject, null, reason, operand.Type, Span($"{operand.Span.Text} else reject"));

    public static BoundHandler ElseNull(BoundExpression operand) =>
        new(operand, HandlerKind.Null, null, null, operand.Type.OrNull, Span($"{operand.Span.Text} else null"));

    public static BoundHandler Else(BoundExpression operand, BoundExpression fallback) =>
        new(operand, HandlerKind.Value, fallback, null, operand.Type, Span($"{operand.Span.Text} else {fallback.Span.Text}"));

    public static BoundAssignment As(string name, BoundExpression value) => new(name, value, value.Span);

    public static BoundRelation From(RelationSymbol relation) => new(relation, null, null, relation.Row, relation.Span);

    public static QueryBuilder Query(RelationSymbol from) => new(from);

    public static BoundTransform Transform(string name, BoundQuery query, params ImmutableArray<BoundExpectation> expectations) =>
        new(new TransformSymbol(name, [], query.Row, Span(name)), query, expectations, Span(name));

    public static BoundProgram Program(
        ImmutableArray<BoundTransform> transforms, params ImmutableArray<(string Name, BoundQuery Query)> writes)
    {
        BoundEndpoint console =
            new(null, new NoConnector(), new EndpointDescriptor("console", "", [], [], [], false, true), [], Span("console"));
        ImmutableArray<BoundWrite> bound =
            [.. writes.Select(w => new BoundWrite(w.Name, w.Query, console, WriteMode.Replace, null, [], [], [], Span("write " + w.Name)))];
        BoundPipeline pipeline = new(new PipelineSymbol("p", Span("p")), null, bound, null, null, [], null, null, Span("pipeline p"));
        return new BoundProgram([], [], [], [], [], transforms, [pipeline], [], [], []);
    }

    private sealed class NoConnector : ConnectorDescriptor
    {
        public override string Name => "console";

        public override string Summary => "";

        public override ImmutableArray<OptionDescriptor> Options => [];

        public override ImmutableArray<EndpointDescriptor> Endpoints => [];
    }
}

/// <summary>A bound query, step after step.</summary>
internal sealed class QueryBuilder(RelationSymbol from)
{
    private readonly List<BoundStep> _steps = [];
    private RowType _row = from.Row;

    public QueryBuilder Where(BoundExpression condition) => Add(new BoundWhere(condition, _row, Tree.Span($"where {condition.Span.Text}")));

    public QueryBuilder Derive(params ImmutableArray<BoundAssignment> columns) =>
        Add(new BoundDerive(columns, new RowType([.. _row.Fields, .. Fields(columns)]), Tree.Span("derive")));

    public QueryBuilder Select(params ImmutableArray<BoundAssignment> columns) =>
        Add(new BoundSelect(columns, new RowType([.. Fields(columns)]), Tree.Span("select")));

    public QueryBuilder Require(BoundExpression condition, string reason) =>
        Add(new BoundRequire(condition, reason, Rejects: true, _row, Tree.Span(reason)));

    public QueryBuilder Dedupe(string key, string order) => Add(new BoundDedupe(
        [Column(key)], [new BoundSortKey(Column(order), Descending: true, Tree.Span(order))], _row, Tree.Span("dedupe")));

    public QueryBuilder Take(long count, string order) =>
        Add(new BoundTake(count, [new BoundSortKey(Column(order), Descending: false, Tree.Span(order))], [], _row, Tree.Span("take")));

    public QueryBuilder Aggregate(ImmutableArray<BoundAssignment> aggregates, params ImmutableArray<BoundAssignment> by) =>
        Add(new BoundAggregate(aggregates, by, new RowType([.. Fields(by), .. Fields(aggregates)]), Tree.Span("aggregate")));

    public QueryBuilder Join(JoinKind kind, RelationSymbol right, BoundExpression condition, ImmutableArray<JoinColumn> columns)
    {
        bool adds = kind is not (JoinKind.Semi or JoinKind.Anti);
        RowType row = new(
        [
            .. _row.Fields, .. adds ? columns.Select(c => new RowField(c.Output, right.Row.Find(c.Input)?.Type ?? default)) : [],
        ]);
        return Add(new BoundJoin(
            kind, Tree.From(right), condition, [.. _row.Fields.Select(f => new JoinColumn(f.Name, f.Name))], adds ? columns : [], row,
            Tree.Span("join")));
    }

    public QueryBuilder Set(SetOperator op, RelationSymbol right) =>
        Add(new BoundSetOperation(op, Tree.From(right), _row, Tree.Span("union")));

    public BoundQuery Build() => new(Tree.From(from), [.. _steps], _row, Tree.Span("query"));

    public BoundColumn Column(string name) => Tree.Column(name, _row.Find(name)?.Type ?? throw new ArgumentException(name));

    private static IEnumerable<RowField> Fields(IEnumerable<BoundAssignment> columns) =>
        columns.Select(c => new RowField(c.Name, c.Value.Type));

    private QueryBuilder Add(BoundStep step)
    {
        _steps.Add(step);
        _row = step.Row;
        return this;
    }
}
