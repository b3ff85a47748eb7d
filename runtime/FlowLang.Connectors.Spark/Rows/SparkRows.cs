using System.Collections.Immutable;
using Apache.Arrow;
using FlowLang.Runtime;
using Column = FlowLang.Runtime.Column;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// Rows of .NET values as Arrow and back. A value is null or: bool, short, int, long, float, double; decimal, or text for more digits;
/// string (text, json, uuid; Guid, too), byte[]; DateOnly or int days, TimeOnly or long microseconds, DateTimeOffset (instant) or DateTime
/// (datetime) or long microseconds since 1970; a list of values for T[], for a struct (in the order of its fields) and for an interval
/// (months, days, microseconds); a dictionary for a map.
/// </summary>
public static class SparkRows
{
    /// <summary>One batch; throws <see cref="ArgumentException"/> for a value that is not of its column's type.</summary>
    public static RecordBatch Batch(ImmutableArray<Column> columns, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        Schema schema = new([.. columns.Select(ArrowTypes.Field)], []);
        IEnumerable<IArrowArray> arrays = columns.Select((column, i) =>
            ArrowArrayFactory.BuildArray(ArrowColumn.Build(column.Type, [.. rows.Select(row => row[i])])));
        return new RecordBatch(schema, arrays, rows.Count);
    }

    /// <summary>The columns of a batch that Spark sent; throws RT8014 where FlowLang has no such type.</summary>
    public static ImmutableArray<Column> Columns(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return [.. schema.FieldsList.Select(field => new Column(
            field.Name,
            ArrowTypes.Of(field.DataType) ?? throw new FlowException(SparkErrors.NoType(field.Name, field.DataType.Name)),
            field.IsNullable))];
    }

    /// <summary>
    /// One cell as text, null for null: numbers in digits, times in ISO 8601, bytes in base64, lists, structs and maps as JSON.
    /// <paramref name="column"/> may say more than Arrow knows: time, interval, uuid, json.
    /// </summary>
    public static string? Text(RecordBatch batch, int row, int index, Column column)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(column);
        return ArrowText.Of(batch.Column(index), row, column.Type);
    }
}
