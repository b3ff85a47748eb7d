using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Joins of two streams: each side brings rows with their keys and times, and the round looks for pairs among what it keeps of both.
/// </summary>
internal sealed partial class StreamRouteEmitter
{
    private void Join(JoinNode node, TimeSpan within, string taker)
    {
        (BoundExpression Left, BoundExpression Right)[] equal = [.. JoinEqualities.Of(node)];
        (Rows left, Rows right) = (Shape(node.Left), Shape(node.Right));
        RowType key = JoinKey(equal);
        string keyType = _file.Types.Declare($"{_name}JoinKey", key);
        string form = JoinForm(keyType, key, left, right);
        string table = JoinTable(node, within, $"{keyType}, {left.RowName}, {right.RowName}, {form}", (left, right));
        string origin = Origin(node, "time");
        string pair = Pair(node, taker, left, right, origin);
        string leftAlone = node.Kind is JoinKind.Left or JoinKind.Full or JoinKind.Anti ? Alone(node, taker, "left", left, origin) : "null";
        string rightAlone = node.Kind is JoinKind.Right or JoinKind.Full ? Alone(node, taker, "right", right, origin) : "null";
        string leave = $"{table}.Close({Watermark(node)}, {pair}, {leftAlone}, {rightAlone})";
        Leaving(leave, isInParts: leftAlone != "null" || rightAlone != "null");
        Feed(node.Left, Joining(node, node.Left, "left", table, keyType, equal.Select(e => e.Left)));
        Feed(node.Right, Joining(node, node.Right, "right", table, keyType, equal.Select(e => e.Right)));
    }

    private static RowType JoinKey(IEnumerable<(BoundExpression Left, BoundExpression Right)> equal) => new(
    [
        .. equal.Select((e, i) => new RowField(
            $"on{i + 1}", new TypeRef(e.Left.Type.Type, e.Left.Type.Nullable || e.Right.Type.Nullable))),
    ]);

    // How keys and rows are kept.
    private string JoinForm(string keyType, RowType key, Rows left, Rows right)
    {
        string form = _file.Types.Take($"{_name}Joined");
        (string keys, string lefts, string rights) =
            (_file.Forms.Of(keyType, key), _file.Forms.Of(left.RowName, left.Row), _file.Forms.Of(right.RowName, right.Row));
        string[] properties = RowStruct.Properties(key.Fields.Select(f => f.Name));
        string[] present = [.. key.Fields.Zip(properties).Where(f => f.First.Type.Nullable).Select(f => $"key.{f.Second} is not null")];
        _file.Declarations.Line();
        _file.Declarations.Line(
            $$"""
            /// <summary>Rows of a join as state.</summary>
            internal readonly struct {{form}} : IJoinForm<{{keyType}}, {{left.RowName}}, {{right.RowName}}>
            {
                public static bool CanMatch(in {{keyType}} key) => {{(present.Length == 0 ? "true" : string.Join(" && ", present))}};

                public static void WriteKey(in {{keyType}} key, ref StateWriter writer) => {{keys}}.Write(key, ref writer);

                public static {{keyType}} ReadKey(ref StateReader reader) => {{keys}}.Read(ref reader);

                public static void WriteLeft(in {{left.RowName}} row, ref StateWriter writer) => {{lefts}}.Write(row, ref writer);

                public static {{left.RowName}} ReadLeft(ref StateReader reader) => {{lefts}}.Read(ref reader);

                public static void WriteRight(in {{right.RowName}} row, ref StateWriter writer) => {{rights}}.Write(row, ref writer);

                public static {{right.RowName}} ReadRight(ref StateReader reader) => {{rights}}.Read(ref reader);
            }
            """);
        return form;
    }

    private string JoinTable(JoinNode node, TimeSpan within, string types, (Rows Left, Rows Right) rows)
    {
        string field = _file.Round.TakeField($"{_name}_joined");
        string[] asked =
        [
            .. node.Kind is JoinKind.Left or JoinKind.Full or JoinKind.Semi or JoinKind.Anti ? ["AsksLeft = true"] : Array.Empty<string>(),
            .. node.Kind is JoinKind.Right or JoinKind.Full ? ["AsksRight = true"] : Array.Empty<string>(),
            .. node.Kind is JoinKind.Semi or JoinKind.Anti ? ["OncePerLeft = true"] : Array.Empty<string>(),
        ];
        _file.Round.Fields.Line($"private readonly JoinTable<{types}> {field} =");
        using (_file.Round.Fields.Indent())
        {
            _file.Round.Fields.Line(
                $"new({Operator(node, Shape(node, rows))}, {Literals.Duration(within)})"
                + $"{Initializer(asked)};");
        }

        _file.Tables.Add(field);
        return field;
    }

    // What an entry's bytes mean, and whether it has found a partner.
    private static string Shape(JoinNode node, (Rows Left, Rows Right) rows) =>
        $"{node.Kind.ToString().ToLowerInvariant()} join of {rows.Left.Row} and {rows.Right.Row} "
        + $"on {ExpressionPrinter.Print(node.Condition)}";

    private string Pair(JoinNode node, string taker, Rows left, Rows right, string origin)
    {
        (string statements, string holds) = _file.Round.Pair(node, left, right);
        string method = _file.Round.Take($"{_name}_pair");
        string made = JoinedRows.Made(node, Shape(node).RowName, left, right, "left", "right");
        _file.Round.Method(
            "Two rows of one key; a pair goes on.",
            $"private bool {method}(in {left.RowName} left, in {right.RowName} right, long time)",
            node.Kind == JoinKind.Anti
                ? $"{statements}return {holds};"
                : $$"""
                {{statements}}if (!({{holds}}))
                {
                    return false;
                }

                {{taker}}({{made}}, {{origin}});
                return true;
                """);
        return method;
    }

    private string Alone(JoinNode node, string taker, string side, Rows rows, string origin)
    {
        string method = _file.Round.Take($"{_name}_{side}_alone");
        bool isLeft = side == "left";
        string made = JoinedRows.Made(
            node, Shape(node).RowName, Shape(node.Left), Shape(node.Right), isLeft ? side : null, isLeft ? null : side);
        _file.Round.Method(
            "A row that has found no partner goes on.", $"private void {method}(in {rows.RowName} {side}, long time)",
            $"{taker}({made}, {origin});");
        return method;
    }

    // A row of one side, on its way into the table.
    private string Joining(
        JoinNode node, LogicalNode input, string side, string table, string keyType, IEnumerable<BoundExpression> equal)
    {
        StreamClass place = Place(input);
        Rows rows = Shape(input);
        (string statements, string made) = place.JoinKey(keyType, rows, equal);
        string late = Late(node.LateSink, $"late_{side}", rows, place);
        string adding = $"{table}.{Names.Pascal(side)}({made}, from.Time, in row);";
        if (place == _file.Lane)
        {
            string list = Collect($"List<JoinRow<{keyType}, {rows.RowName}>>", side);
            _file.Merging.Add($"{table}.{Names.Pascal(side)}(from.{list});");
            adding = $"_collected.{list}.Add(new({made}, from.Time, row));";
        }

        string method = place.Take($"{_name}_join_{side}");
        place.RowMethod(
            method, rows.RowName, "The row looks for partners in the round, unless it is late.",
            $$"""
            if (from.IsLate({{_number}}, from.Time + 1))
            {
                {{late}}
                return;
            }

            {{statements}}{{adding}}
            """);
        return method;
    }

    // Of rows that come into the operator.
    private string Watermark(LogicalNode node) => Behind(node.Inputs.Select(BehindWindows).Max(), "watermarks");

    // Where a group of a window stands in event time, as what comes behind it goes by: the last of its columns that tell the window.
    private static string? WindowTime(AggregateNode node, RowType key)
    {
        if (WindowTrace.Of(node.Input) is not { } trace)
        {
            return null;
        }

        string[] Telling(string what) =>
            [.. node.By.Where(b => b.Value is BoundColumn c && trace.Columns.GetValueOrDefault(c.Name) == what).Select(b => b.Name)];
        string? name = Telling(WindowNode.End).Concat(Telling(WindowNode.Start)).FirstOrDefault();
        return name is null ? null : $"EventTime.Of(key.{RowStruct.Property(key, name)})";
    }
}
