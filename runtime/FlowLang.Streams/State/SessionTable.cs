using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>
/// Groups in sessions. A row is on time as long as the watermark of its partition has not reached the end of the session that it would be
/// alone, and <paramref name="late"/>; so no row on time can join a session any more when the lowest watermark has passed its end by that
/// and the gap. Then it leaves.
/// </summary>
public sealed class SessionTable<TKey, TGroup, TForm>(OperatorSignature signature, TimeSpan late) : StateTable
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, ISessionForm<TKey, TGroup>
{
    private readonly Dictionary<TKey, Entry> _keys = [];

    // When the first session of a key is to end; an entry that is no longer its key's is skipped.
    private readonly PriorityQueue<TKey, long> _due = new();
    private readonly List<TKey> _changed = [];
    private readonly StateLog _log = new(signature.Name);
    private readonly long _kept = EventTime.Of(late) + TForm.Gap;
    private int _round = 1;
    private long _closed = EventTime.None;
    private bool _hasClosed;
    private bool _isEnded;

    /// <summary>A session's row is asked for; its key has its window.</summary>
    public delegate void Give(in TKey key, ref TGroup group);

    /// <summary>A row that was given is no session's any more.</summary>
    public delegate void Retract(in TKey key);

    public override OperatorSignature Signature => signature;

    public override long Closed => _closed;

    public override int Count => _keys.Values.Sum(entry => entry.Sessions.Count);

    public override long Bytes => _log.BytesOf<TKey, Session<TGroup>>(Count) + (_keys.Count * StateLog.ListBytes);

    /// <summary>Adds what lanes collected of sessions.</summary>
    public void Merge(SessionParts<TKey, TGroup, TForm> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach ((TKey key, SessionList<TKey, TGroup, TForm> sessions) in parts.Keys)
        {
            Entry entry = Find(in key);
            foreach (ref Session<TGroup> part in sessions.All)
            {
                ref Session<TGroup> into = ref entry.Sessions.At(part.Start, part.Last);
                TForm.Merge(ref into.Group, in part.Group);
                into.Round = _round;
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
        Entry entry = Find(in of);
        ref Session<TGroup> session = ref entry.Sessions.At(time, time);
        session.Round = _round;
        Schedule(in of, entry);
        return ref session.Group;
    }

    /// <summary>Gives the sessions that changed since the last round, behind the rows that are no session's any more.</summary>
    /// <param name="retract">Null where nobody keeps rows that were given.</param>
    public void Changed(Give give, Retract? retract)
    {
        ArgumentNullException.ThrowIfNull(give);
        foreach (TKey key in _changed)
        {
            Withdraw(in key, _keys[key].Sessions, retract);
        }

        foreach (TKey key in _changed)
        {
            foreach (ref Session<TGroup> session in _keys[key].Sessions.All)
            {
                if (session.Round == _round)
                {
                    (session.IsTold, session.ToldStart, session.ToldEnd) = (true, session.Start, End(in session));
                    give(TForm.In(in key, session.Start, session.ToldEnd), ref session.Group);
                }
            }
        }
    }

    /// <summary>Gives all sessions that nothing on time can change any more, and forgets them.</summary>
    /// <param name="give">Null where they have left already.</param>
    public void Close(long watermark, Give? give)
    {
        while (_due.TryPeek(out TKey key, out long due) && EventTime.Later(due, _kept) <= watermark)
        {
            _due.Dequeue();
            if (_keys.TryGetValue(key, out Entry? entry) && entry.Due == due)
            {
                Close(in key, entry, watermark, give);
            }
        }

        // As in WindowTable: the end of all input is no time that a later life could compare with.
        _isEnded |= watermark == EventTime.End;
        if (watermark > _closed && watermark != EventTime.End)
        {
            _closed = watermark;
        }
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
                StateReader bytes = new(reader.Bytes());
                TKey key = TForm.ReadKey(ref bytes);
                Entry entry = Find(in key);
                entry.Sessions.Remove(entry.Sessions.Count);
                for (int rest = reader.Count(); rest > 0; rest--)
                {
                    Read(entry.Sessions, ref reader);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new FlowException(StreamErrors.BrokenState(signature.Name, e.Message), e);
        }
    }

    public override void Restored()
    {
        foreach ((TKey key, Entry entry) in _keys)
        {
            Schedule(in key, entry);
        }

        Close(_closed, null);
        _hasClosed = false;
        _changed.Clear();
        _round++;
    }

    public override void Changes(ImmutableArray<StateChange>.Builder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        bool isWhole = _log.IsLong || _isEnded;
        foreach (TKey key in isWhole ? (IEnumerable<TKey>)_keys.Keys : _changed)
        {
            if (_keys.TryGetValue(key, out Entry? entry))
            {
                Write(in key, entry.Sessions);
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
        _changed.Clear();
        _round++;
    }

    private static long End(in Session<TGroup> session) => session.Last + TForm.Gap;

    private static void Read(SessionList<TKey, TGroup, TForm> sessions, ref StateReader reader)
    {
        long start = reader.Integer();
        ref Session<TGroup> session = ref sessions.At(start, reader.Integer());
        session.Group = TForm.ReadGroup(ref reader);
        (session.IsTold, session.ToldStart, session.ToldEnd) = (true, start, End(in session));
    }

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
            if (retract is not null && session.IsTold && session.Round == _round
                && TForm.In(in key, session.ToldStart, session.ToldEnd) is var told
                && !told.Equals(TForm.In(in key, session.Start, End(in session))))
            {
                retract(in told);
            }
        }
    }

    private void Close(in TKey key, Entry entry, long watermark, Give? give)
    {
        int closed = 0;
        foreach (ref Session<TGroup> session in entry.Sessions.All)
        {
            if (EventTime.Later(End(in session), _kept) > watermark)
            {
                break;
            }

            closed++;
            give?.Invoke(TForm.In(in key, session.Start, End(in session)), ref session.Group);
        }

        _hasClosed |= closed > 0;
        entry.Sessions.Remove(closed);
        entry.Due = EventTime.End;
        if (entry.Sessions.Count == 0)
        {
            _keys.Remove(key);
        }
        else
        {
            Schedule(in key, entry);
        }
    }

    private void Schedule(in TKey key, Entry entry)
    {
        if (entry.Sessions.Count > 0 && End(in entry.Sessions.All[0]) is var end && end < entry.Due)
        {
            entry.Due = end;
            _due.Enqueue(key, end);
        }
    }

    private void Write(in TKey key, SessionList<TKey, TGroup, TForm> sessions)
    {
        TForm.WriteKey(in key, ref _log.Entry);
        ref StateWriter writer = ref _log.Keyed();
        writer.Count(sessions.Count);
        foreach (ref Session<TGroup> session in sessions.All)
        {
            writer.Integer(session.Start);
            writer.Integer(session.Last);
            TForm.WriteGroup(in session.Group, ref writer);
        }
    }

    private Entry Find(in TKey key)
    {
        if (!_keys.TryGetValue(key, out Entry? entry))
        {
            entry = new Entry();
            _keys.Add(key, entry);
        }

        if (entry.Round != _round)
        {
            entry.Round = _round;
            _changed.Add(key);
        }

        return entry;
    }

    private sealed class Entry
    {
        public SessionList<TKey, TGroup, TForm> Sessions { get; } = new();

        public int Round { get; set; }

        /// <summary>The end in the queue.</summary>
        public long Due { get; set; } = EventTime.End;
    }
}
