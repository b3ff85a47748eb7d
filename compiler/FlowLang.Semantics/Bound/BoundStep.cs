using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>A query: where its rows come from, then steps, each from one row type to the next.</summary>
/// <param name="Row">The row type that comes out of the last step.</param>
public sealed record BoundQuery(BoundRelation From, ImmutableArray<BoundStep> Steps, RowType Row, TextSpan Span);

/// <summary>A named relation (or an inline query) where a query starts or joins.</summary>
/// <param name="Relation">A source, transform, stream or relation parameter; null for an inline query and after a mistake.</param>
/// <param name="Query">The inline query, or null.</param>
public sealed record BoundRelation(RelationSymbol? Relation, BoundQuery? Query, string? Alias, RowType Row, TextSpan Span)
{
    /// <summary>Rows of an engine's own SQL; then there is neither relation nor query.</summary>
    public BoundSql? Sql { get; init; }

    /// <summary>What columns are qualified by.</summary>
    public string? Qualifier => Alias ?? Relation?.Name;
}

/// <summary>One step of a query.</summary>
/// <param name="Row">The row type after it.</param>
public abstract record BoundStep(RowType Row, TextSpan Span);

/// <summary>A step that could not be bound.</summary>
public sealed record BoundBadStep(RowType Row, TextSpan Span) : BoundStep(Row, Span);

/// <summary>Gives each row of a stream its windows of event time: one row a window, with `window_start` and `window_end` behind.</summary>
/// <param name="Size">The window's length; for sessions the gap that ends one.</param>
/// <param name="Every">From one window's start to the next; the size where windows do not overlap.</param>
/// <param name="On">The event time, never null.</param>
/// <param name="Late">How long after its end a window is still kept.</param>
/// <param name="LateSink">Where rows go that come later than that; null where they are counted alone.</param>
public sealed record BoundWindow(
    WindowKind Kind, TimeSpan Size, TimeSpan Every, BoundExpression On, TimeSpan Late, BoundEndpoint? LateSink, RowType Row, TextSpan Span)
    : BoundStep(Row, Span)
{
    /// <summary>Which window a row is in depends on other rows: it is known when they are grouped.</summary>
    public bool IsOpen => Kind is WindowKind.Session or WindowKind.Sliding;
}

public enum WindowKind
{
    Tumble,
    Hop,
    Session,
    Sliding,
}

public sealed record BoundWhere(BoundExpression Condition, RowType Row, TextSpan Span) : BoundStep(Row, Span);

/// <summary>New columns after the old ones; later ones may read earlier ones of the same step only through a further step.</summary>
public sealed record BoundDerive(ImmutableArray<BoundAssignment> Columns, RowType Row, TextSpan Span) : BoundStep(Row, Span);

public sealed record BoundSet(ImmutableArray<BoundAssignment> Columns, RowType Row, TextSpan Span) : BoundStep(Row, Span);

public sealed record BoundSelect(ImmutableArray<BoundAssignment> Columns, RowType Row, TextSpan Span) : BoundStep(Row, Span);

public sealed record BoundRename(ImmutableArray<(string New, string Old)> Names, RowType Row, TextSpan Span) : BoundStep(Row, Span);

public sealed record BoundDrop(ImmutableArray<string> Names, RowType Row, TextSpan Span) : BoundStep(Row, Span);

/// <summary>
/// The output has the left columns then the right ones that <paramref name="RightColumns"/> names (semi and anti: left only).
/// In the condition <see cref="BoundColumn.Side"/> of a right column is <see cref="BoundRelation.Qualifier"/> of <paramref name="Right"/>
/// (never null here, and no qualifier of the left side); it is null for a column of the left row. Names are those of the side's row.
/// Where both sides have a column of one name and no equality makes them one, the right one is called `alias.name` in the row.
/// </summary>
/// <param name="RightColumns">Output name and column of the right side; a column equal to the left by the condition (`t.k == z.k`) appears
/// once.</param>
public sealed record BoundJoin(
    JoinKind Kind, BoundRelation Right, BoundExpression Condition, ImmutableArray<JoinColumn> LeftColumns,
    ImmutableArray<JoinColumn> RightColumns, RowType Row, TextSpan Span) : BoundStep(Row, Span)
{
    /// <summary>`as of`: the moment at which the right side, a table, is read; of the left row.</summary>
    public BoundExpression? AsOf { get; init; }

    /// <summary>`within`: how far apart in event time rows of two streams may be.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>Where rows go that come too late to find a partner; null where they are counted alone.</summary>
    public BoundEndpoint? LateSink { get; init; }
}

/// <param name="Output">The column's name after the join.</param>
/// <param name="Input">Its name on its side.</param>
public sealed record JoinColumn(string Output, string Input);

/// <summary>Groups by <paramref name="By"/> (all rows one group without it); output: the keys first, then the aggregates.</summary>
public sealed record BoundAggregate(
    ImmutableArray<BoundAssignment> Aggregates, ImmutableArray<BoundAssignment> By, RowType Row, TextSpan Span) : BoundStep(Row, Span)
{
    /// <summary>Of streams: how long a group that gets no rows is kept.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Of streams: when a group's row leaves; null where the program does not say.</summary>
    public EmitMode? Emit { get; init; }
}

public enum EmitMode
{
    /// <summary>Once, when nothing can change it any more.</summary>
    Final,

    /// <summary>At each commit that changed it.</summary>
    Changes,
}

/// <summary>
/// Groups by <paramref name="By"/>; output: the keys first, then a column for each cell: its aggregates over those rows of the group in
/// which <paramref name="Column"/> is the cell's value. Rows with a value that no cell has only make their group.
/// </summary>
public sealed record BoundPivot(
    BoundColumn Column, ImmutableArray<PivotCell> Cells, ImmutableArray<BoundAssignment> By, RowType Row, TextSpan Span)
    : BoundStep(Row, Span);

/// <param name="Value">What is computed, of aggregates.</param>
/// <param name="Of">Of the column's type; a null value stands for the rows in which the column is null.</param>
public sealed record PivotCell(string Name, BoundExpression Value, BoundLiteral Of, TextSpan Span);

/// <param name="Order">The total order that decides: the written keys, then the tie-breakers of language §3; the first row is kept.</param>
public sealed record BoundDedupe(ImmutableArray<BoundExpression> By, ImmutableArray<BoundSortKey> Order, RowType Row, TextSpan Span)
    : BoundStep(Row, Span)
{
    /// <summary>Of streams: how long a key is remembered.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>`keep latest`, so that a later row takes the place of one that has left already.</summary>
    public bool KeepsLatest { get; init; }
}

/// <summary>`sort … take n [by k]`, and `take n` without an order (preview and tests, <paramref name="Order"/> empty).</summary>
/// <param name="Order">Total: written keys, then tie-breakers.</param>
public sealed record BoundTake(long Count, ImmutableArray<BoundSortKey> Order, ImmutableArray<BoundExpression> By, RowType Row,
    TextSpan Span)
    : BoundStep(Row, Span);

public enum SetOperator
{
    Union,
    UnionDistinct,
    Except,
    Intersect,
}

/// <summary>Columns are matched by name; the right side is converted where a widening allows it.</summary>
public sealed record BoundSetOperation(SetOperator Operator, BoundRelation Right, RowType Row, TextSpan Span) : BoundStep(Row, Span);

/// <summary>One row for each item of the list; rows with an empty or null list give none.</summary>
public sealed record BoundUnnest(BoundExpression List, string Name, RowType Row, TextSpan Span) : BoundStep(Row, Span);

/// <summary>
/// Adds the rows that a regular axis lacks: for each group of <paramref name="By"/> that has rows, one row for every
/// <paramref name="Column"/> value from <paramref name="From"/> (or the least) to <paramref name="To"/> (or the greatest) in steps of
/// <paramref name="Every"/>. In added rows the <paramref name="Values"/> stand, null in the columns without one.
/// </summary>
/// <param name="Column">The axis: a date, instant, datetime or integer column.</param>
/// <param name="Every">A constant: an interval for a time axis, an integer for an integer axis.</param>
/// <param name="From">Of the axis' type, without columns; null for the least value in the relation.</param>
/// <param name="To">Of the axis' type, without columns, included; null for the greatest value in the relation.</param>
/// <param name="Values">Without columns, each of its column's type.</param>
public sealed record BoundFill(
    string Column, BoundLiteral Every, BoundExpression? From, BoundExpression? To, ImmutableArray<string> By,
    ImmutableArray<BoundAssignment> Values, RowType Row, TextSpan Span) : BoundStep(Row, Span);

/// <summary>A row expectation of an `expect` block with severity reject or fail: a row for which it is not true leaves here.</summary>
/// <param name="Reason">The expectation's text.</param>
/// <param name="Rejects">Reject, else the run fails.</param>
public sealed record BoundRequire(BoundExpression Condition, string Reason, bool Rejects, RowType Row, TextSpan Span)
    : BoundStep(Row, Span);
