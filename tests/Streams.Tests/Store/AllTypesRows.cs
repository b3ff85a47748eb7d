using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Values;
using FlowLang.Values.Times;

namespace FlowLang.Streams.Tests.Store;

/// <summary>Two rows with a column of every type: values, then nulls.</summary>
internal sealed class AllTypesRows : StreamRows
{
    private static readonly ColumnType Place =
        ColumnType.Struct(new Column("x", ColumnType.Float64), new Column("tags", ColumnType.List(ColumnType.Text)));

    public override ImmutableArray<Column> Columns { get; } =
    [
        new("id", ColumnType.Int64), new("yes", ColumnType.Bool, true), new("small", ColumnType.Int16, true),
        new("whole", ColumnType.Int32, true), new("single", ColumnType.Float32, true), new("double", ColumnType.Float64, true),
        new("wide", ColumnType.Decimal(38, 10), true), new("text", ColumnType.Text, true), new("bytes", ColumnType.Bytes, true),
        new("uuid", ColumnType.Uuid, true), new("day", ColumnType.Date, true), new("time", ColumnType.Time, true),
        new("instant", ColumnType.Instant, true), new("datetime", ColumnType.DateTime, true), new("interval", ColumnType.Interval, true),
        new("json", ColumnType.Json, true), new("list", ColumnType.List(ColumnType.Int32, nullable: true), true),
        new("place", Place, true), new("map", ColumnType.Map(ColumnType.Decimal(5, 2)), true),
        new("places", ColumnType.List(Place), true), new("grid", ColumnType.List(ColumnType.List(ColumnType.Int64)), true),
    ];

    public override int Count => 2;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        for (int i = from; i < to; i++)
        {
            writer.BeginRow();
            writer.Integer(i);
            if (i == 0)
            {
                Scalars(ref writer);
                Nested(ref writer);
            }
            else
            {
                for (int c = 1; c < Columns.Length; c++)
                {
                    writer.Null();
                }
            }

            writer.EndRow();
        }
    }

    private static void Scalars<TWriter>(ref TWriter writer)
        where TWriter : IRowWriter, allows ref struct
    {
        writer.Bool(true);
        writer.Integer(short.MinValue);
        writer.Integer(int.MaxValue);
        writer.Single(1.5f);
        writer.Float(-0.1);
        writer.Decimal(Int128.Parse("-12345678901234567890123456789012345678", null), 10);
        writer.Text("żółw 🐢");
        writer.Bytes(new Bytes([0, 255]));
        writer.Uuid(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
        writer.Date(new DateOnly(1969, 12, 31));
        writer.Time(new TimeOnly(23, 59, 59, 999, 999));
        writer.Instant(new DateTime(2024, 2, 29, 12, 30, 15, 250, DateTimeKind.Utc));
        writer.DateTime(new DateTime(1, 1, 1));
        writer.Interval(new Interval(14, -3, 1_500_000));
        writer.Json("""{"a":[1,null]}""");
    }

    private static void Nested<TWriter>(ref TWriter writer)
        where TWriter : IRowWriter, allows ref struct
    {
        writer.BeginList(3);
        writer.Integer(1);
        writer.Null();
        writer.Integer(3);
        writer.EndList();
        PlaceOf(ref writer, 2.5);
        writer.BeginMap(2);
        writer.Text("a\"b");
        writer.Decimal(-5, 2);
        writer.Text("c");
        writer.Decimal(12345, 2);
        writer.EndMap();
        writer.BeginList(2);
        PlaceOf(ref writer, 1);
        PlaceOf(ref writer, 2);
        writer.EndList();
        writer.BeginList(2);
        writer.BeginList(1);
        writer.Integer(9);
        writer.EndList();
        writer.BeginList(0);
        writer.EndList();
        writer.EndList();
    }

    private static void PlaceOf<TWriter>(ref TWriter writer, double x)
        where TWriter : IRowWriter, allows ref struct
    {
        writer.BeginStruct();
        writer.Float(x);
        writer.BeginList(2);
        writer.Text("p");
        writer.Text("q");
        writer.EndList();
        writer.EndStruct();
    }
}
