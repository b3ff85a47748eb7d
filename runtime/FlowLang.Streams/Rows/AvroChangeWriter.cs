using System.Buffers;
using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams.Decoding;

namespace FlowLang.Streams;

/// <summary>
/// Writes changes of rows in Avro as Debezium's events: `before`, `after`, `source`, `op` and `ts_ms`, which is null, for it would say when
/// the event was made.
/// </summary>
public sealed class AvroChangeWriter
{
    private const byte Null = 0;
    private const byte There = 2;
    private const byte OneLetter = 2;

    private readonly ImmutableArray<Column> _columns;
    private readonly AvroRowWriter _row;
    private readonly ArrayBufferWriter<byte> _event = new(256);
    private readonly (int Before, int After, int Op, int Lsn, int Committed) _at;

    /// <param name="columns">`op`, `before` and `after`, and what is there of `lsn` and `committed_at`.</param>
    public AvroChangeWriter(ImmutableArray<Column> columns)
    {
        _columns = columns;
        _row = new AvroRowWriter(columns) { HasTextInstants = true };
        _at = (
            Find("before", ColumnKind.Struct), Find("after", ColumnKind.Struct), Find("op", ColumnKind.Text),
            Find("lsn", ColumnKind.Int16, ColumnKind.Int32, ColumnKind.Int64), Find("committed_at", ColumnKind.Instant));
    }

    private ImmutableArray<Column> Source =>
    [
        .. _at.Committed < 0 ? [] : (Column[])
            [new("ts_ms", ColumnType.Int64, _columns[_at.Committed].Nullable), new("ts_us", ColumnType.Int64, Nullable: true)],
        .. _at.Lsn < 0 ? [] : (Column[])[new("lsn", ColumnType.Int64, Nullable: true)],
    ];

    /// <summary>As JSON, the same for the same columns.</summary>
    /// <param name="topic">Its records' names are made of it.</param>
    public string Schema(string topic) => AvroChangeSchema.Of(topic, _columns[_at.Before], _columns[_at.After], Source);

    /// <summary>The event of a row, until the next one.</summary>
    public ReadOnlySpan<byte> Of(StreamRows rows, int index)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _row.Clear();
        AvroRowWriter row = _row;
        rows.Write(index, index + 1, ref row);
        _event.ResetWrittenCount();
        Optional(_at.Before);
        Optional(_at.After);
        Committed();
        if (_at.Lsn >= 0)
        {
            Optional(_at.Lsn);
        }

        _event.Write((ReadOnlySpan<byte>)[OneLetter, ChangeOperation.LetterOf(Text(_at.Op))]);
        _event.Write([Null]);
        return _event.WrittenSpan;
    }

    private int Find(string name, params ReadOnlySpan<ColumnKind> kinds)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Name == name && kinds.Contains(_columns[i].Type.Kind))
            {
                return i;
            }
        }

        return -1;
    }

    private void Optional(int column)
    {
        if (!_columns[column].Nullable)
        {
            _event.Write([There]);
        }

        _event.Write(_row.ValueOf(column));
    }

    private void Committed()
    {
        if (_at.Committed < 0)
        {
            return;
        }

        if (!TextValues.TryInstant(Text(_at.Committed), out DateTime at))
        {
            _event.Write([Null, Null]);
            return;
        }

        long microseconds = EventTime.Of(at);
        if (_columns[_at.Committed].Nullable)
        {
            _event.Write([There]);
        }

        AvroRowWriter.Number(_event, microseconds / 1000);
        _event.Write([There]);
        AvroRowWriter.Number(_event, microseconds);
    }

    // A short text: its length is one byte. Empty for null.
    private ReadOnlySpan<byte> Text(int column)
    {
        ReadOnlySpan<byte> value = _row.ValueOf(column);
        value = _columns[column].Nullable ? value[1..] : value;
        return value.IsEmpty ? value : value[1..];
    }
}
