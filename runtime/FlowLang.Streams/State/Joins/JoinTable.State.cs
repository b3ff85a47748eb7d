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
    }

    private protected override void Read(ref StateReader reader)
    {
        StateReader key = new(reader.Bytes());
        Read(TForm.ReadKey(ref key), ref reader);
    }

    private protected override void Reopen() => Forget(Closed, null, null);

    private protected override void Write(ulong whole)
    {
        bool isWhole = whole == KeyGroup.All;
        if (isWhole)
        {
            foreach ((TKey key, Sides sides) in _keys)
            {
                WriteAll(in key, sides);
            }
        }
    }

    private void WriteAll(in TKey key, Sides sides)
    {
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
        Sides sides = Find(in key);
        switch (kind)
        {
            case Kind.Left:
                sides.Lefts.Add(new() { Time = time, Id = id, IsMatched = isMatched, Row = TForm.ReadLeft(ref reader) });
                _ends.Enqueue(key, time + _within);
                break;
            case Kind.Right:
                sides.Rights.Add(new() { Time = time, Id = id, IsMatched = isMatched, Row = TForm.ReadRight(ref reader) });
                _ends.Enqueue(key, time + _within);
                break;
            case Kind.LeftMatched:
                Matched(sides.Lefts, time, id);
                break;
            default:
                Matched(sides.Rights, time, id);
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
