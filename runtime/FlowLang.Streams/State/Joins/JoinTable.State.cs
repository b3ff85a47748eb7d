using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// The state of a join: an entry for each row, one more where a row finds a partner later, and the watermark behind which all are forgotten.
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

    public override void Restore(StateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        try
        {
            StateReader reader = new(change.Entries.Span);
            if (change.Group == KeyGroup.OfAll)
            {
                _closed = reader.Integer();
                return;
            }

            while (!reader.IsAtEnd)
            {
                StateReader key = new(reader.Bytes());
                Restore(TForm.ReadKey(ref key), ref reader);
            }
        }
        catch (InvalidDataException e)
        {
            throw new FlowException(StreamErrors.BrokenState(signature.Name, e.Message), e);
        }
    }

    public override void Restored()
    {
        Forget(_closed, null, null);
        _hasClosed = false;
    }

    public override void Changes(ImmutableArray<StateChange>.Builder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        bool isWhole = _log.IsLong || _isEnded;
        if (isWhole)
        {
            _log.Clear();
            foreach ((TKey key, Sides sides) in _keys)
            {
                WriteAll(in key, sides);
            }
        }

        _log.Drain(isWhole, into);
        if (_hasClosed)
        {
            StateWriter closed = new(16);
            closed.Integer(_closed);
            into.Add(new StateChange(signature.Name, KeyGroup.OfAll, Replaces: true, closed.ToArray()));
        }

        _hasClosed = false;
        _isEnded = false;
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
        TForm.WriteKey(in key, ref _log.Entry);
        ref StateWriter writer = ref _log.Keyed();
        writer.Unsigned((ulong)kind);
        writer.Integer(time);
        writer.Integer(id);
        writer.Bool(isMatched);
        return ref writer;
    }

    private void Restore(in TKey key, ref StateReader reader)
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
