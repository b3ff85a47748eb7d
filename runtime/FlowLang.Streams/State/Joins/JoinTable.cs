using System.Runtime.InteropServices;

namespace FlowLang.Streams;

/// <summary>
/// The rows of two streams that may still find a partner: one whose time is not more than <paramref name="within"/> away. A row is kept
/// until the watermark is further than that from it; then none on time can be its partner. What a pair is depends on the two rows alone,
/// so the order in which they come changes nothing. There may be more keys than memory holds: those that got no rows for the longest time
/// lie on disk.
/// </summary>
public sealed partial class JoinTable<TKey, TLeft, TRight, TForm>(OperatorSignature signature, TimeSpan within) : StateTable(signature)
    where TKey : struct, IEquatable<TKey>
    where TLeft : struct
    where TRight : struct
    where TForm : struct, IJoinForm<TKey, TLeft, TRight>
{
    private readonly OpenKeys<TKey, JoinSides<TKey, TLeft, TRight, TForm>> _keys = new();
    private readonly List<JoinRow<TKey, TLeft>> _lefts = [];
    private readonly List<JoinRow<TKey, TRight>> _rights = [];
    private readonly long _within = EventTime.Of(within);
    private long _next = 1;

    /// <summary>Two rows of one key and near enough in time; false where they do not fit.</summary>
    /// <param name="time">Of the left row.</param>
    public delegate bool Pair(in TLeft left, in TRight right, long time);

    /// <summary>A row that has found no partner, and can't any more.</summary>
    public delegate void Alone<TRow>(in TRow row, long time);

    /// <summary>What becomes of a left row depends on whether it found a partner.</summary>
    public bool AsksLeft { get; init; }

    /// <summary>What becomes of a right row depends on whether it found a partner.</summary>
    public bool AsksRight { get; init; }

    /// <summary>A left row needs one partner only.</summary>
    public bool OncePerLeft { get; init; }

    public override int Count => _keys.Items;

    public override long Bytes => Log.BytesOf<JoinRow<TKey, TLeft>, JoinRow<TKey, TRight>>(Count) + (_keys.Count * StateLog.ListBytes);

    /// <summary>Takes rows of the left side, for the end of the round.</summary>
    public void Left(List<JoinRow<TKey, TLeft>> rows) => _lefts.AddRange(rows);

    public void Left(in TKey key, long time, in TLeft row) => _lefts.Add(new(key, time, row));

    /// <summary>Takes rows of the right side, for the end of the round.</summary>
    public void Right(List<JoinRow<TKey, TRight>> rows) => _rights.AddRange(rows);

    public void Right(in TKey key, long time, in TRight row) => _rights.Add(new(key, time, row));

    /// <summary>
    /// Gives the pairs of the rows that came since the last round, and those rows that stay alone; forgets rows. Of keys on disk some at a
    /// time, as a lower watermark would, for they and what stays alone are in memory until the round is committed: false where there are
    /// more.
    /// </summary>
    public bool Close(long watermark, Pair pair, Alone<TLeft>? left, Alone<TRight>? right)
    {
        ArgumentNullException.ThrowIfNull(pair);
        foreach (ref JoinRow<TKey, TLeft> row in CollectionsMarshal.AsSpan(_lefts))
        {
            AddLeft(in row, pair, left);
        }

        foreach (ref JoinRow<TKey, TRight> row in CollectionsMarshal.AsSpan(_rights))
        {
            AddRight(in row, pair, right);
        }

        _lefts.Clear();
        _rights.Clear();
        return Forget(watermark, left, right);
    }

    private void AddLeft(in JoinRow<TKey, TLeft> row, Pair pair, Alone<TLeft>? alone)
    {
        if (!TForm.CanMatch(row.Key))
        {
            alone?.Invoke(row.Row, row.Time);
            return;
        }

        var entry = _keys.Find(row.Key);
        JoinSides<TKey, TLeft, TRight, TForm> sides = entry.Items;
        TimedRows<TLeft>.Timed added = new() { Time = row.Time, Id = _next++, Row = row.Row };
        foreach (ref TimedRows<TRight>.Timed other in sides.Rights.Between(row.Time - _within, row.Time + _within))
        {
            if (!(OncePerLeft && added.IsMatched) && pair(in added.Row, in other.Row, row.Time))
            {
                added.IsMatched = true;
                if (AsksRight && !other.IsMatched)
                {
                    other.IsMatched = true;
                    Match(Kind.RightMatched, row.Key, other.Time, other.Id);
                }
            }
        }

        sides.Lefts.Add(in added);
        _keys.Schedule(row.Key, entry, Due(row.Time));
        Write(row.Key, in added);
    }

    private void AddRight(in JoinRow<TKey, TRight> row, Pair pair, Alone<TRight>? alone)
    {
        if (!TForm.CanMatch(row.Key))
        {
            alone?.Invoke(row.Row, row.Time);
            return;
        }

        var entry = _keys.Find(row.Key);
        JoinSides<TKey, TLeft, TRight, TForm> sides = entry.Items;
        TimedRows<TRight>.Timed added = new() { Time = row.Time, Id = _next++, Row = row.Row };
        foreach (ref TimedRows<TLeft>.Timed other in sides.Lefts.Between(row.Time - _within, row.Time + _within))
        {
            if (!(OncePerLeft && other.IsMatched) && pair(in other.Row, in added.Row, other.Time))
            {
                added.IsMatched = true;
                if (AsksLeft && !other.IsMatched)
                {
                    other.IsMatched = true;
                    Match(Kind.LeftMatched, row.Key, other.Time, other.Id);
                }
            }
        }

        sides.Rights.Add(in added);
        _keys.Schedule(row.Key, entry, Due(row.Time));
        Write(row.Key, in added);
    }

    // False where there is more to give.
    private bool Forget(long watermark, Alone<TLeft>? left, Alone<TRight>? right) => CloseKeys(
        _keys, watermark, late: 0,
        (in TKey key, OpenEntry<JoinSides<TKey, TLeft, TRight, TForm>> entry, long until, bool isToldGone) =>
        {
            HasClosed = true;
            long before = EventTime.Earlier(until, _within);
            Forget(entry.Items.Lefts, before, left);
            Forget(entry.Items.Rights, before, right);
            Settle(in key, entry, isToldGone);
        });

    private void Settle(in TKey key, OpenEntry<JoinSides<TKey, TLeft, TRight, TForm>> entry, bool isToldGone)
    {
        if (_keys.Settle(in key, entry))
        {
            _keys.Schedule(in key, entry, Due(entry.Items.First));
        }
        else if (isToldGone)
        {
            Begin(in key, Kind.Gone, 0, 0, isMatched: false);
        }
    }

    // The first watermark that is further than a pair's times may be apart.
    private long Due(long time) => EventTime.Later(EventTime.Later(time, _within), 1);

    private static void Forget<TRow>(TimedRows<TRow> rows, long before, Alone<TRow>? alone)
        where TRow : struct
    {
        int count = rows.Before(before);
        foreach (ref TimedRows<TRow>.Timed row in rows.All[..count])
        {
            if (!row.IsMatched)
            {
                alone?.Invoke(in row.Row, row.Time);
            }
        }

        rows.RemoveFirst(count);
    }
}
