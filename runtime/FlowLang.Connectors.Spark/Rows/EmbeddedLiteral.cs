using Apache.Arrow;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Values of Arrow as SQL of the embedded engine, each of its exact type.</summary>
internal static class EmbeddedLiteral
{
    public static string Of(IArrowArray array, int row, ColumnType type) =>
        $"CAST({(array.IsNull(row) ? "NULL" : Value(array, row, type))} AS {DuckDbTypes.Name(type)})";

    private static string Value(IArrowArray array, int row, ColumnType type) => (type.Kind, array) switch
    {
        (ColumnKind.Interval, StructArray a) => Interval(a, row),
        (ColumnKind.Struct, StructArray a) => Struct(a, row, type),
        (ColumnKind.Map, MapArray a) when type.Element is { } value => Map(a, row, value.Type),
        (ColumnKind.List, ListArray a) when type.Element is { } element =>
            $"[{string.Join(", ", Range(a, row).Select(i => Of(a.Values, i, element.Type)))}]",
        (ColumnKind.Bytes, _) => $"from_base64({Text(array, row, type)})",
        _ => Text(array, row, type),
    };

    private static string Text(IArrowArray array, int row, ColumnType type) => Sql.Text(ArrowText.Of(array, row, type) ?? "");

    private static string Interval(StructArray array, int row)
    {
        string[] parts = [.. SparkTypes.IntervalFields.Select((f, i) => ArrowText.Of(array.Fields[i], row, f.Type) ?? "0")];
        return $"to_months({parts[0]}) + to_days({parts[1]}) + to_microseconds({parts[2]})";
    }

    private static string Struct(StructArray array, int row, ColumnType type) =>
        $"{{{string.Join(", ", type.Fields.Select((f, i) => $"{Sql.Text(f.Name)}: {Of(array.Fields[i], row, f.Type)}"))}}}";

    private static string Map(MapArray array, int row, ColumnType value)
    {
        int[] entries = [.. Range(array, row)];
        string keys = string.Join(", ", entries.Select(i => Of(array.Keys, i, ColumnType.Text)));
        return $"map([{keys}], [{string.Join(", ", entries.Select(i => Of(array.Values, i, value)))}])";
    }

    private static IEnumerable<int> Range(ListArray array, int row) =>
        Enumerable.Range(array.ValueOffsets[row], array.ValueOffsets[row + 1] - array.ValueOffsets[row]);
}
