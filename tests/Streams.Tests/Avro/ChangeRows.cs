using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>Changes of rows of an id, without what says where they come from; the old row is never null, as behind a filter.</summary>
internal sealed class ChangeRows(params (string Op, int Before, int? After)[] changes) : StreamRows
{
    public static ImmutableArray<Column> All { get; } =
    [
        new("after", ColumnType.Struct(new Column("id", ColumnType.Int32, IsKey: true)), Nullable: true),
        new("op", ColumnType.Text),
        new("before", ColumnType.Struct(new Column("id", ColumnType.Int32, IsKey: true))),
    ];

    public override ImmutableArray<Column> Columns => All;

    public override int Count => changes.Length;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        foreach ((string op, int before, int? after) in changes[from..to])
        {
            writer.BeginRow();
            if (after is { } id)
            {
                Side(id, ref writer);
            }
            else
            {
                writer.Null();
            }

            writer.Text(op);
            Side(before, ref writer);
            writer.EndRow();
        }
    }

    private static void Side<TWriter>(int id, ref TWriter writer)
        where TWriter : IRowWriter, allows ref struct
    {
        writer.BeginStruct();
        writer.Integer(id);
        writer.EndStruct();
    }
}
