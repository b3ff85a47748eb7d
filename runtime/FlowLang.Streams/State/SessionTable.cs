using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// Groups in sessions. A row is on time as long as the watermark of its partition has not reached the end of the session that it would be
/// alone, and <paramref name="late"/>; so no row on time can join a session any more when the lowest watermark has passed its end by that
/// and the gap. Then it leaves. There may be more keys than memory holds: those that got no rows for the longest time lie on disk.
/// </summary>
public sealed class SessionTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan late) : StateTable(signature)
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, ISessionForm<TKey, TGroup>
{
    private readonly OpenKeys<TKey, SessionList<TKey, TGroup, TForm>> _keys = new();
    private readonly long _kept = EventTime.Of(late) + TForm.Gap;

    /// <summary>A session's row is asked for; its key has its window.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    /// <summary>A row that was given is no session's any more.</summary>
    public delegate void Retract(in TKey key);

    public override int Count => _keys.Items;

    public override long Bytes => Log.BytesOf<TKey, Session<TGroup>>(Count) + (_keys.Count * StateLog.ListBytes);

    /// <summary>Adds what lanes collected of sessions.</summary>
    public void Merge(SessionParts<TKey, TGroup, TForm> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach ((TKey key, SessionList<TKey, TGroup, TForm> sessions) in parts.Keys)
        {
            var entry = _keys.Find(in key);
            foreach (ref Session<TGroup> part in sessions.All)
            {
                ref Session<TGroup> into = ref entry.Items.At(part.Start, part.Last);
                TForm.Merge(ref into.Group, in part.Group);
                into.Round = _keys.Round;
            }

            Schedule(in key, entry);
        }
    }

    /// <summary>The group that a row of the round belongs to; it counts as changed.</summary>
    /// <param name="key">With the row's time in its window's place.</param>
    public ref TGroup Group(in TKey key)
    {
        long time = TForm.Time(in key);
        TKey of = TForm.In(in key, 0, 0);
        var entry = _keys.Find(in of);
        ref Session<TGroup> session = ref entry.Items.At(time, time);
        session.Round = _keys.Round;
        Schedule(in of, entry);
        return ref session.Group;
    }

    /// <summary>Gives the sessions that changed since the last round, behind the rows that are no session's any more.</summary>
    /// <param name="retract">Null where nobody keeps rows that were given.</param>
    public void Changed(Give give, Retract? retract)
    {
        ArgumentNullException.ThrowIfNull(give);
        foreach (TKey key in _keys.Changed)
        {
            Withdraw(in key, _keys[key], retract);
        }

        foreach (TKey key in _keys.Changed)
        {
            foreach (ref Session<TGroup> session in _keys[key].All)
            {
                if (session.Round == _keys.Round)
                {
                    (session.IsTold, session.ToldStart, session.ToldEnd) = (true, session.Start, End(in session));
                    give(TForm.In(in key, session.Start, session.ToldEnd), ref session.Group);
                }
            }
        }
    }

    /// <summary>
    /// Gives all sessions that nothing on time can change any more, and forgets them. Of keys on disk some at a time, as a lower watermark
    /// would, for they and their rows are in memory until the round is committed: false where there are more.
    /// </summary>
    /// <param name="give">Null where they have left already.</param>
    public bool Close(long watermark, Give? give) => CloseKeys(
        _keys, watermark, late: 0,
        (in TKey key, OpenEntry<SessionList<TKey, TGroup, TForm>> entry, long until, bool isToldGone) =>
            Close(in key, entry, until, give, isToldGone));

    internal override long Spilled => _keys.Spilled;

    internal override void Spill(SpillArea area) => _keys.Spill(area);

    private protected override void Read(ref StateReader reader)
    {
        StateReader bytes = new(reader.Bytes());
        TKey key = TForm.ReadKey(ref bytes);
        var entry = _keys.Find(in key);
        Log.Hold(entry.Items.Take(ref reader) - 1);
        Schedule(in key, entry);
    }

    private protected override void Reopen()
    {
        while (!Close(Closed, null))
        {
            _keys.SpillAgain();
        }
    }

    private protected override void EndRound() => _keys.EndRound();

    private protected override void Write(ulong whole)
    {
        foreach (TKey key in _keys.Changed)
        {
            if (_keys.TryGet(in key, out SessionList<TKey, TGroup, TForm>? sessions))
            {
                Write(in key, sessions, whole, isWhole: false);
            }
        }

        if (whole != 0)
        {
            _keys.Visit(whole, (key, sessions) => Write(in key, sessions, whole, isWhole: true));
        }
    }

    private static long End(in Session<TGroup> session) => session.Last + TForm.Gap;

    // The watermark that ends it.
    private long Due(in Session<TGroup> session) => EventTime.Later(End(in session), _kept);

    // Rows of sessions that were swallowed, and of those that have another key by their new window.
    private void Withdraw(in TKey key, SessionList<TKey, TGroup, TForm> sessions, Retract? retract)
    {
        foreach ((long start, long end) in sessions.Gone)
        {
            retract?.Invoke(TForm.In(in key, start, end));
        }

        sessions.Gone.Clear();
        foreach (ref Session<TGroup> session in sessions.All)
        {
            if (retract is not null && session.IsTold && session.Round == _keys.Round
                && TForm.In(in key, session.ToldStart, session.ToldEnd) is var told
                && !told.Equals(TForm.In(in key, session.Start, End(in session))))
            {
                retract(in told);
            }
        }
    }

    private void Close(in TKey key, OpenEntry<SessionList<TKey, TGroup, TForm>> entry, long watermark, Give? give, bool isToldGone)
    {
        int closed = 0;
        foreach (ref Session<TGroup> session in entry.Items.All)
        {
            if (Due(in session) > watermark)
            {
                break;
            }

            closed++;
            give?.Invoke(TForm.In(in key, session.Start, End(in session)), ref session.Group);
        }

        HasClosed |= closed > 0;
        entry.Items.Remove(closed);
        if (_keys.Settle(in key, entry))
        {
            Schedule(in key, entry);
        }
        else if (isToldGone)
        {
            TForm.WriteKey(in key, ref Log.Entry);
            Log.Keyed().Count(0);
        }
    }

    private void Schedule(in TKey key, OpenEntry<SessionList<TKey, TGroup, TForm>> entry)
    {
        if (entry.Items.Count > 0)
        {
            _keys.Schedule(in key, entry, Due(in entry.Items.All[0]));
        }
    }

    // The sessions of a key whose group is among these, or those that changed of one whose group is not.
    private void Write(in TKey key, SessionList<TKey, TGroup, TForm> sessions, ulong groups, bool isWhole)
    {
        int written = isWhole ? sessions.Count : sessions.Changed(_keys.Round);
        TForm.WriteKey(in key, ref Log.Entry);
        if (written > 0 && KeyGroup.IsIn(groups, Log.Group) == isWhole)
        {
            sessions.Write(written, isWhole ? null : _keys.Round, ref Log.Keyed());
            Log.Hold(written - 1);
        }
    }
}
