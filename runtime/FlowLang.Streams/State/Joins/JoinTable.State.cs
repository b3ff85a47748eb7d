using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// The state of a join: an entry for each row, one more where a row finds a partner later, and the watermark behind which all are
/// forgotten.
/// </summary>
public sealed partial class JoinTable<TKey, TLeft, TRight, TForm>
{
    private enum Kind
    {
        Left,
        Right,
        LeftMatched,
        RightMatched,

        /// <summary>Of all rows of the key.</summary>
        Gone,
    }

    internal override long Spilled => _keys.Spilled;

    internal override void Spill(SpillArea area) => _keys.Spill(area);

    private protected override void Read(ref StateReader reader)
    {
        StateReader key = new(reader.Bytes());
        Read(TForm.ReadKey(ref key), ref reader);
    }

    private protected override void Reopen()
    {
        while (!Forget(Closed, null, null))
        {
            _keys.SpillAgain();
        }
    }

    private protected override void EndRound() => _keys.EndRound();

    // Rows are written as they come.
    private protected override void Write(ulong whole)
    {
        if (whole != 0)
        {
            _keys.Visit(whole, (key, sides) => WriteAll(in key, sides, whole));
        }
    }

    // All rows of a key whose group is among these.
    private void WriteAll(in TKey key, JoinSides<TKey, TLeft, TRight, TForm> sides, ulong groups)
    {
        TForm.WriteKey(in key, ref Log.Entry);
        if (!KeyGroup.IsIn(groups, Log.Group))
        {
            return;
        }

        foreach (ref TimedRows<TLeft>.Timed row in sides.Lefts.All)
        {
            Write(in key, in row);
        }

        foreach (ref TimedRows<TRight>.Timed row in sides.Rights.All)
        {
            Write(in key, in row);
        }
    }

    private void Write(in TKey key, in TimedRows<TLeft>.Timed row) =>
        TForm.WriteLeft(in row.Row, ref Begin(in key, Kind.Left, row.Time, row.Id, row.IsMatched));

    private void Write(in TKey key, in TimedRows<TRight>.Timed row) =>
        TForm.WriteRight(in row.Row, ref Begin(in key, Kind.Right, row.Time, row.Id, row.IsMatched));

    private void Match(Kind kind, in TKey key, long time, long id) => Begin(in key, kind, time, id, isMatched: true);

    private ref StateWriter Begin(in TKey key, Kind kind, long time, long id, bool isMatched)
    {
        TForm.WriteKey(in key, ref Log.Entry);
        ref StateWriter writer = ref Log.Keyed();
        writer.Unsigned((ulong)kind);
        writer.Integer(time);
        writer.Integer(id);
        writer.Bool(isMatched);
        return ref writer;
    }

    private void Read(in TKey key, ref StateReader reader)
    {
        Kind kind = (Kind)reader.Unsigned();
        (long time, long id, bool isMatched) = (reader.Integer(), reader.Integer(), reader.Bool());
        _next = Math.Max(_next, id + 1);
        var entry = _keys.Find(in key);
        JoinSides<TKey, TLeft, TRight, TForm> sides = entry.Items;
        switch (kind)
        {
            case Kind.Left:
                sides.Lefts.Add(new() { Time = time, Id = id, IsMatched = isMatched, Row = TForm.ReadLeft(ref reader) });
                _keys.Schedule(in key, entry, Due(time));
                break;
            case Kind.Right:
                sides.Rights.Add(new() { Time = time, Id = id, IsMatched = isMatched, Row = TForm.ReadRight(ref reader) });
                _keys.Schedule(in key, entry, Due(time));
                break;
            case Kind.LeftMatched:
                Matched(sides.Lefts, time, id);
                break;
            case Kind.RightMatched:
                Matched(sides.Rights, time, id);
                break;
            default:
                sides.Lefts.Clear();
                sides.Rights.Clear();
                break;
        }
    }

    private static void Matched<TRow>(TimedRows<TRow> rows, long time, long id)
        where TRow : struct
    {
        foreach (ref TimedRows<TRow>.Timed row in rows.Between(time, time))
        {
            row.IsMatched |= row.Id == id;
        }
    }
}
