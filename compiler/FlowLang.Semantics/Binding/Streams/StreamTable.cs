using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>
/// A stream that stands on the right of `join … as of`: the table that its records make. Of changes it is the captured table; else a
/// record takes the place of the one before it of its key.
/// </summary>
internal static class StreamTable
{
    /// <summary>The relation with the rows of the table, where it is a stream.</summary>
    public static BoundRelation Of(BoundRelation relation)
    {
        if (relation.Relation is not StreamSymbol stream)
        {
            return relation;
        }

        RowType row = stream.IsChanges && stream.Row.Find("after")?.Type.Type is RowType after ? after : stream.Row;
        ImmutableArray<string> key = Key(stream);
        return relation with { Row = new RowType([.. row.Fields.Select(field => field with { IsKey = key.Contains(field.Name) })]) };
    }

    /// <summary>Columns of the table that find its rows; empty where the stream declares none.</summary>
    public static ImmutableArray<string> Key(StreamSymbol stream) =>
        [.. stream.Key.Select(path => stream.IsChanges && path.StartsWith("after.", StringComparison.Ordinal) ? path[6..] : path)];

    /// <summary>What keeps the join from being made.</summary>
    public static Diagnostic? Check(StreamFacts left, StreamSymbol table, BoundJoin join)
    {
        if (left.Updates is { } updates)
        {
            return StreamDiagnostics.UpdatesAgain(join.Span, "join", updates);
        }

        if (table.Time is not { } time)
        {
            return StreamDiagnostics.NoEventTime(join.Right.Span, table.Name, table.Span);
        }

        if (StreamPaths.TypeOf(time.Path, table.Row) is { Nullable: true })
        {
            return StreamDiagnostics.TableTime(join.Right.Span, table.Name, time.Path, table.Span);
        }

        if (Key(table) is not { IsEmpty: false } key)
        {
            return StreamDiagnostics.TableKey(join.Right.Span, table.Name, table.Span);
        }

        string[] fixedBy = [.. Equal(join.Condition, join.Right.Qualifier ?? "")];
        return key.All(fixedBy.Contains) ? null : StreamDiagnostics.TableKeyLeft(join.Condition.Span, table.Name, key);
    }

    // Columns of the right side that the condition makes equal to something of the left.
    private static IEnumerable<string> Equal(BoundExpression condition, string right) => condition switch
    {
        BoundBinary { Operator: BoundOperator.And } both => Equal(both.Left, right).Concat(Equal(both.Right, right)),
        BoundBinary { Operator: BoundOperator.Equal } equal =>
            Column(equal.Left, equal.Right, right).Concat(Column(equal.Right, equal.Left, right)),
        _ => [],
    };

    private static IEnumerable<string> Column(BoundExpression side, BoundExpression other, string right) =>
        BoundColumn.Of(side) is { } column && column.Side == right && !Columns(other).Any(c => c.Side == right) ? [column.Name] : [];

    private static IEnumerable<BoundColumn> Columns(BoundExpression expression) =>
        expression is BoundColumn column ? [column] : expression.Children.SelectMany(Columns);
}
