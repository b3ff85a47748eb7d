using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values;

namespace FlowLang.Streams;

/// <summary>Dead letters as rows, for outputs that take columns: the record's place, its bytes, and what is wrong with it.</summary>
public sealed class DeadLetterRows(ImmutableArray<DeadLetter> letters) : StreamRows
{
    public static ImmutableArray<Column> All { get; } =
    [
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Int32),
        new("offset", ColumnType.Int64),
        new("code", ColumnType.Text),
        new("message", ColumnType.Text),
        new("key", ColumnType.Bytes, Nullable: true),
        new("value", ColumnType.Bytes, Nullable: true),
    ];

    public override ImmutableArray<Column> Columns => All;

    public override int Count => letters.Length;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        for (int i = from; i < to; i++)
        {
            DeadLetter letter = letters[i];
            writer.BeginRow();
            writer.Text(letter.Partition.Topic);
            writer.Integer(letter.Partition.Number);
            writer.Integer(letter.Offset);
            writer.Text(letter.Code);
            writer.Text(letter.Message);
            Write(letter.Key.Length == 0 ? null : letter.Key, ref writer);
            Write(letter.Value, ref writer);
            writer.EndRow();
        }
    }

    private static void Write<TWriter>(byte[]? bytes, ref TWriter writer)
        where TWriter : IRowWriter, allows ref struct
    {
        if (bytes is null)
        {
            writer.Null();
        }
        else
        {
            writer.Bytes(new Bytes(bytes));
        }
    }
}
