using System.Diagnostics;
using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>A column of Arrow from values of .NET; nested ones column by column below it.</summary>
internal static class ArrowColumn
{
    public static ArrayData Build(ColumnType type, IReadOnlyList<object?> values) => type.Kind switch
    {
        ColumnKind.Bool =>
            Each<BooleanArray, BooleanArray.Builder>(new(), values, (to, v) => to.Append((bool)v), to => to.AppendNull(), type),
        ColumnKind.Int16 =>
            Each<Int16Array, Int16Array.Builder>(new(), values, (to, v) => to.Append((short)v), to => to.AppendNull(), type),
        ColumnKind.Int32 => Int32(type, values, v => (int)v),
        ColumnKind.Date => Int32(type, values, ClrValues.Days),
        ColumnKind.Int64 => Int64(type, values, v => (long)v),
        ColumnKind.Time => Int64(type, values, ClrValues.TimeOfDay),
        ColumnKind.Instant => Int64(type, values, ClrValues.Instant),
        ColumnKind.DateTime => Int64(type, values, ClrValues.WallClock),
        ColumnKind.Float32 =>
            Each<FloatArray, FloatArray.Builder>(new(), values, (to, v) => to.Append((float)v), to => to.AppendNull(), type),
        ColumnKind.Float64 =>
            Each<DoubleArray, DoubleArray.Builder>(new(), values, (to, v) => to.Append((double)v), to => to.AppendNull(), type),
        ColumnKind.Decimal => Each<Decimal128Array, Decimal128Array.Builder>(
            new(new Decimal128Type(type.Precision, type.Scale)), values,
            (to, v) => to.Append(Convert.ToString(v, CultureInfo.InvariantCulture) ?? ""), to => to.AppendNull(), type),
        ColumnKind.Text or ColumnKind.Json or ColumnKind.Uuid => Each<StringArray, StringArray.Builder>(
            new(), values, (to, v) => to.Append(v.ToString() ?? ""), to => to.AppendNull(), type),
        ColumnKind.Bytes => Each<BinaryArray, BinaryArray.Builder>(
            new(), values, (to, v) => to.Append(((byte[])v).AsSpan()), to => to.AppendNull(), type),
        ColumnKind.Interval => Struct(new ColumnType(ColumnKind.Struct, Fields: SparkTypes.IntervalFields), values),
        ColumnKind.Struct => Struct(type, values),
        ColumnKind.List when type.Element is { } element => List(type, element.Type, values),
        ColumnKind.Map when type.Element is { } value => Map(type, value.Type, values),
        _ => throw new UnreachableException(),
    };

    private static ArrayData Int32(ColumnType type, IReadOnlyList<object?> values, Func<object, int> number) =>
        Each<Int32Array, Int32Array.Builder>(new(), values, (to, v) => to.Append(number(v)), to => to.AppendNull(), type);

    private static ArrayData Int64(ColumnType type, IReadOnlyList<object?> values, Func<object, long> number) =>
        Each<Int64Array, Int64Array.Builder>(new(), values, (to, v) => to.Append(number(v)), to => to.AppendNull(), type);

    private static ArrayData Each<TArray, TBuilder>(
        TBuilder builder, IReadOnlyList<object?> values, Action<TBuilder, object> append, Action<TBuilder> appendNull, ColumnType type)
        where TArray : IArrowArray
        where TBuilder : IArrowArrayBuilder<TArray>
    {
        foreach (object? value in values)
        {
            if (value is null)
            {
                appendNull(builder);
                continue;
            }

            try
            {
                append(builder, value);
            }
            catch (InvalidCastException)
            {
                throw ClrValues.Unfit(value, type.Kind);
            }
        }

        // Dates and times are numbers under another name.
        ArrayData data = builder.Build(default).Data;
        return new ArrayData(ArrowTypes.Of(type), data.Length, data.NullCount, data.Offset, data.Buffers);
    }

    private static ArrayData Struct(ColumnType type, IReadOnlyList<object?> values)
    {
        IReadOnlyList<object?>?[] rows = [.. values.Select(v => (IReadOnlyList<object?>?)v)];
        (ArrowBuffer valid, int nulls) = Validity(values);
        ArrayData[] children = [.. type.Fields.Select((field, i) => Build(field.Type, [.. rows.Select(row => row?[i])]))];
        return new ArrayData(ArrowTypes.Of(type), values.Count, nulls, 0, [valid], children);
    }

    private static ArrayData List(ColumnType type, ColumnType element, IReadOnlyList<object?> values)
    {
        IReadOnlyList<object?>?[] rows = [.. values.Select(v => (IReadOnlyList<object?>?)v)];
        (ArrowBuffer valid, int nulls) = Validity(values);
        ArrayData items = Build(element, [.. rows.SelectMany(row => row ?? [])]);
        return new ArrayData(ArrowTypes.Of(type), values.Count, nulls, 0, [valid, Offsets(rows.Select(row => row?.Count ?? 0))], [items]);
    }

    private static ArrayData Map(ColumnType type, ColumnType element, IReadOnlyList<object?> values)
    {
        IReadOnlyDictionary<string, object?>?[] rows = [.. values.Select(v => (IReadOnlyDictionary<string, object?>?)v)];
        (ArrowBuffer valid, int nulls) = Validity(values);
        ArrayData keys = Build(ColumnType.Text, [.. rows.SelectMany(row => row?.Keys ?? [])]);
        ArrayData items = Build(element, [.. rows.SelectMany(row => row?.Values ?? [])]);
        MapType map = (MapType)ArrowTypes.Of(type);
        ArrayData entries = new(map.KeyValueType, keys.Length, 0, 0, [ArrowBuffer.Empty], [keys, items]);
        return new ArrayData(map, values.Count, nulls, 0, [valid, Offsets(rows.Select(row => row?.Count ?? 0))], [entries]);
    }

    private static (ArrowBuffer Bitmap, int Nulls) Validity(IReadOnlyList<object?> values)
    {
        ArrowBuffer.BitmapBuilder valid = new(values.Count);
        foreach (object? value in values)
        {
            valid.Append(value is not null);
        }

        return (valid.Build(), valid.UnsetBitCount);
    }

    private static ArrowBuffer Offsets(IEnumerable<int> lengths)
    {
        ArrowBuffer.Builder<int> offsets = new();
        int end = 0;
        offsets.Append(end);
        foreach (int length in lengths)
        {
            end += length;
            offsets.Append(end);
        }

        return offsets.Build();
    }
}
