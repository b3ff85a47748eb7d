using System.Globalization;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Planning.Stream;

/// <summary>
/// What an operator's state takes in memory, in words: about how many bytes an entry has, and how many fit into what a process may take
/// unless it is told otherwise.
/// </summary>
internal static class StateMemory
{
    private const long Default = 512L << 20;

    // The hash, the next entry, its bucket, the round in which it changed, and that a table is three quarters full.
    private const int Table = 24;

    // A sum of decimals or a float with its count; sets and texts are beside it.
    private const int Accumulator = 24;

    // Of a row of a join: its time, its number, and whether it found a partner.
    private const int TimedRow = 24;

    // The lists of a key, and its place in a queue.
    private const int List = 160;

    public static string Of(AggregateNode node) => Line(
        Table + node.By.Sum(key => Bytes(key.Value.Type)) + (node.Aggregates.Length * Accumulator),
        node.By.Any(key => HasMore(key.Value.Type.Type)) || node.Aggregates.Any(a => !IsNumber(a.Call)));

    public static string Of(DedupeNode node) => Line(
        Table + node.By.Sum(key => Bytes(key.Type)) + node.Row.Fields.Sum(field => Bytes(field.Type)),
        node.By.Any(key => HasMore(key.Type.Type)) || node.Row.Fields.Any(field => HasMore(field.Type.Type)));

    /// <summary>Of the rows that a join keeps.</summary>
    public static string Of(JoinNode node)
    {
        RowField[][] sides = [[.. node.Left.Row.Fields], [.. node.Right.Row.Fields]];
        return Line(
            Table + TimedRow + sides.Max(side => side.Sum(field => Bytes(field.Type))),
            sides.Any(side => side.Any(field => HasMore(field.Type.Type))), what: "keys", each: $"a row, {List} a key");
    }

    // Others keep the values themselves: sets, lists, texts.
    private static bool IsNumber(BoundAggregateCall call) =>
        call.Function.Name is "count" or "count_if" or "sum" or "avg" or "min" or "max" && !call.Arguments.Any(a => HasMore(a.Type.Type));

    private static string Line(int bytes, bool hasMore, string what = "groups", string each = "an entry") => string.Create(
        CultureInfo.InvariantCulture,
        $"memory: about {bytes} bytes {each}{(hasMore ? " and its texts and sets" : "")}; "
            + $"the state of a pipeline may take what `--memory` says: "
            + $"512MB hold {(hasMore ? "at most " : "")}{Default / bytes / 1000.0 / 1000:F1} million; "
            + $"beyond half of it {what} without new rows go to disk");

    private static int Bytes(TypeRef type) => (type.Nullable ? 8 : 0) + type.Type switch
    {
        BoolType => 1,
        IntegerType number => number.Bits / 8,
        FloatType number => number.Bits / 8,
        DateType => 4,
        DecimalType { Precision: > 18 } or UuidType or IntervalType => 16,
        RowType row => row.Fields.Sum(field => Bytes(field.Type)),
        _ => 8,
    };

    private static bool HasMore(FlowType type) => type switch
    {
        TextType or EnumType or JsonType or BytesType or ListType or MapType => true,
        RowType row => row.Fields.Any(field => HasMore(field.Type.Type)),
        _ => false,
    };
}
