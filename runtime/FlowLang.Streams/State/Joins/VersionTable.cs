using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FlowLang.Streams;

/// <summary>
/// A table by its versions, and rows that read it as it was at their time. Such a row waits until the watermark has passed its time: then
/// no version of that time can come any more, and what it finds is the same in every run. Of versions, each key keeps the one at the
/// watermark and those after it. There may be more of both than memory holds: keys that were not asked for longest lie on disk,
/// and rows that have longest to wait.
/// </summary>
public sealed partial class VersionTable<TKey, TLeft, TRight, TForm>(OperatorSignature signature) : StateTable(signature)
    where TKey : struct, IEquatable<TKey>
    where TLeft : struct
    where TRight : struct
    where TForm : struct, IJoinForm<TKey, TLeft, TRight>
{
    private readonly OpenKeys<TKey, VersionList<TKey, TLeft, TRight, TForm>> _versions = new();
    private readonly WaitingRows<TKey, TLeft, TRight, TForm> _waiting = new();
    private readonly List<JoinRow<TKey, TLeft>> _lefts = [];
    private readonly List<JoinRow<TKey, TRight?>> _changes = [];

    /// <summary>A row and what the table has for its key; false where they do not fit.</summary>
    public delegate bool Pair(in TLeft left, in TRight right, long time);

    /// <summary>A row for which the table has nothing.</summary>
    public delegate void Alone(in TLeft row, long time);

    /// <summary>Rows that wait, and versions.</summary>
    public override int Count => _waiting.Count + _versions.Items;

    public override long Bytes => Log.BytesOf<TKey, JoinRow<TKey, TLeft>>(_waiting.Count)
        + Log.BytesOf<TKey, (long, TRight?)>(_versions.Items) + (_versions.Count * StateLog.ListBytes);

    /// <summary>Takes rows that read the table, for the end of the round.</summary>
    public void Left(List<JoinRow<TKey, TLeft>> rows) => _lefts.AddRange(rows);

    public void Left(in TKey key, long time, in TLeft row) => _lefts.Add(new(key, time, row));

    /// <summary>Takes versions, of a key in their order; a null is the end of its row.</summary>
    public void Change(List<JoinRow<TKey, TRight?>> changes) => _changes.AddRange(changes);

    /// <summary>
    /// Gives the rows whose time the watermark has passed, and forgets versions that none can read any more. Of what lies on disk some at a
    /// time, as a lower watermark would: false where there are more rows to give.
    /// </summary>
    public bool Close(long watermark, Pair pair, Alone? alone)
    {
        ArgumentNullException.ThrowIfNull(pair);
        foreach (ref JoinRow<TKey, TRight?> change in CollectionsMarshal.AsSpan(_changes))
        {
            if (TForm.CanMatch(change.Key))
            {
                Add(change.Key, change.Time, change.Row);
                Write(change.Key, change.Time, change.Row);
            }
        }

        long until = _waiting.Recall(watermark);
        foreach (ref JoinRow<TKey, TLeft> row in CollectionsMarshal.AsSpan(_lefts))
        {
            _waiting.Add(in row);
            if (row.Time >= until)
            {
                Write(in row);
            }
        }

        _changes.Clear();
        _lefts.Clear();
        return Close(until, watermark, pair, alone);
    }

    private bool Close(long until, long watermark, Pair pair, Alone? alone)
    {
        // The end is no time that a later life could compare with: until all rows have left, those that do are told as such, and versions
        // stay.
        bool isPart = until < watermark;
        bool isPartOfEnd = isPart && watermark == EventTime.End;
        Resolve(until, pair, alone, isPartOfEnd);
        IsBehind = isPart;
        if (watermark != EventTime.End)
        {
            Forget(until);
        }

        if (!isPartOfEnd)
        {
            CloseAt(until);
        }

        return !isPart;
    }

    private void Resolve(long until, Pair pair, Alone? alone, bool isToldGone)
    {
        while (_waiting.TryTake(until, out JoinRow<TKey, TLeft> row))
        {
            HasClosed = true;
            bool isPaired = TForm.CanMatch(row.Key) && _versions.TryFind(row.Key, out var entry)
                && entry.Items.At(row.Time) is { } found && pair(row.Row, in found, row.Time);
            if (!isPaired)
            {
                alone?.Invoke(row.Row, row.Time);
            }

            if (isToldGone)
            {
                Begin(row.Key, Kind.Gone, row.Time);
            }
        }
    }

    // Of keys on disk some at a time, the others in rounds behind: a version too many changes nothing.
    private void Forget(long watermark)
    {
        long until = _versions.Recall(watermark);
        IsBehind |= until < watermark;
        while (_versions.TryTakeDue(until, out TKey key, out var entry))
        {
            HasClosed = true;
            entry.Items.Forget(until);
            if (_versions.Settle(in key, entry))
            {
                _versions.Schedule(in key, entry, entry.Items.Due);
            }
        }
    }

    private void Add(in TKey key, long time, TRight? row)
    {
        var entry = _versions.Find(in key);
        entry.Items.Add(new(time, row));
        _versions.Schedule(in key, entry, entry.Items.Due);
    }
}
