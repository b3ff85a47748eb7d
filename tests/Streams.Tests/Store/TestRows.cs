using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Streams.Tests.Store;

/// <summary>Rows of an id, a text and an amount; what generated code writes for a row type.</summary>
internal sealed class TestRows(params (int Id, string? Name, long Cents, bool IsDeleted)[] rows) : StreamRows
{
    public static ImmutableArray<Column> All { get; } =
    [
        new("id", ColumnType.Int32, IsKey: true),
        new("name", ColumnType.Text, Nullable: true),
        new("amount", ColumnType.Decimal(12, 2)),
    ];

    public override ImmutableArray<Column> Columns => All;

    public override int Count => rows.Length;

    public static TestRows Of(params IEnumerable<int> ids) => new([.. ids.Select(i => (i, (string?)$"n{i}", i * 100L, false))]);

    public override bool IsDeleted(int index) => rows[index].IsDeleted;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        for (int i = from; i < to; i++)
        {
            writer.BeginRow();
            writer.Integer(rows[i].Id);
            if (rows[i].Name is { } name)
            {
                writer.Text(name);
            }
            else
            {
                writer.Null();
            }

            writer.Decimal(rows[i].Cents, 2);
            writer.EndRow();
        }
    }
}
