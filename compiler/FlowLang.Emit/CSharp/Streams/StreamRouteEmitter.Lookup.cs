using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Joins of a stream and a table that a stream keeps fresh: the round holds the table's versions and the rows that wait for theirs.
/// </summary>
internal sealed partial class StreamRouteEmitter
{
    private void Lookup(JoinNode node, StreamTableNode table, string taker)
    {
        // The table is found by its key; what else is equal is tested on what is found.
        (BoundExpression Left, BoundExpression Right)[] equal =
            [.. JoinEqualities.Of(node).Where(e => IsKey(e.Right, table)).DistinctBy(e => BoundColumn.Of(e.Right)?.Name)];
        (Rows left, Rows right) = (Shape(node.Left), Shape(table));
        RowType key = JoinKey(equal);
        string keyType = _file.Types.Declare($"{_name}JoinKey", key);
        string form = JoinForm(keyType, key, left, right);
        string field = _file.Round.TakeField($"{_name}_versions");
        _file.Round.Fields.Line($"private readonly VersionTable<{keyType}, {left.RowName}, {right.RowName}, {form}> {field} =");
        using (_file.Round.Fields.Indent())
        {
            _file.Round.Fields.Line($"new({Operator(node, $"as of: {Shape(node, (left, right))}")}){Initializer()};");
        }

        _file.Tables.Add(field);

        // Whether a row is late for what comes behind is said by the moment at which it read the table.
        const string Origin = "StreamOrigin.OfRound(_account, time)";
        string pair = Pair(node, taker, left, right, Origin);
        string alone = node.Kind is JoinKind.Left or JoinKind.Anti ? Alone(node, taker, "left", left, Origin) : "null";
        Leaving($"{field}.Close({Watermark(node)}, {pair}, {alone})", isInParts: true);
        Feed(node.Left, Reading(node.Left, field, keyType, equal.Select(e => e.Left)));
        Feed(table.Input, Changing(table, field, keyType, [.. equal.Select(e => e.Right)]));
    }

    private string Settled => string.Create(CultureInfo.InvariantCulture, $"from.Settled({_number})");

    private static bool IsKey(BoundExpression right, StreamTableNode table) =>
        BoundColumn.Of(right) is { } column && table.Row.Find(column.Name) is { IsKey: true };

    // A row on its way to the table, to read it at its time or, where it is late, at the watermark that has passed it.
    private string Reading(LogicalNode input, string table, string keyType, IEnumerable<BoundExpression> equal)
    {
        StreamClass place = Place(input);
        Rows rows = Shape(input);
        (string statements, string made) = place.JoinKey(keyType, rows, equal);
        string reading = $"{table}.Left({made}, {Settled}, in row);";
        if (place == _file.Lane)
        {
            string list = Collect($"List<JoinRow<{keyType}, {rows.RowName}>>", "left");
            _file.Merging.Add($"{table}.Left(from.{list});");
            reading = $"_collected.{list}.Add(new({made}, {Settled}, row));";
        }

        string method = place.Take($"{_name}_join_left");
        place.RowMethod(
            method, rows.RowName, "The row reads the table as it was at its time; of a late one that is settled by now.",
            statements + reading);
        return method;
    }

    // A record as a version of a row, or two where its key changed.
    private string Changing(StreamTableNode table, string field, string keyType, BoundExpression[] key)
    {
        StreamClass lane = _file.Lane;
        (Rows records, Rows version) = (Shape(table.Input), Shape(table));
        string list = Collect($"List<JoinRow<{keyType}, {version.RowName}?>>", "versions");
        _file.Merging.Add($"{field}.Change(from.{list});");
        string method = lane.Take($"{_name}_version");
        string Added(string made, string row) => $"_collected.{list}.Add(new({made}, {Settled}, {row}));";
        if (!table.Stream.IsChanges)
        {
            (string statements, string made) = lane.JoinKey(keyType, records, key);
            lane.RowMethod(
                method, records.RowName, "The record takes the place of the one before it of its key.",
                statements + Added(made, Copied(records, version)));
            return method;
        }

        (string Statements, string Key, Rows Side) Of(string side)
        {
            Rows rows = Side(records, side);
            (string statements, string made) = lane.JoinKey(keyType, rows, key, side);
            return (statements, made, rows);
        }

        (string Statements, string Key, Rows Side) before = Of("before");
        (string Statements, string Key, Rows Side) after = Of("after");
        lane.RowMethod(
            method, records.RowName, "The change is a version of its row; of a delete, and of a key that changed, the end of one.",
            $$"""
            {{keyType}}? old = null;
            if (row.Before is { } before)
            {
                {{before.Statements}}old = {{before.Key}};
            }

            if (row.After is { } after)
            {
                {{after.Statements}}{{keyType}} key = {{after.Key}};
                {{Added("key", Copied(after.Side, version, "after"))}}
                old = old == key ? null : old;
            }

            if (old is { } gone)
            {
                {{Added("gone", "null")}}
            }
            """);
        return method;
    }

    private Rows Side(Rows records, string side)
    {
        RowType row = (RowType)(records.Row.Find(side)?.Type.Type ?? RowType.Empty);
        return new Rows("", _file.Types.Name(row), row);
    }
}
