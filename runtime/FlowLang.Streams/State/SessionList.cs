using System.Runtime.InteropServices;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>The sessions of one key in order of time; what lies within the gap of another has become one with it.</summary>
internal sealed class SessionList<TKey, TGroup, TForm> : IOpenItems<TKey>
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, ISessionForm<TKey, TGroup>
{
    private readonly List<Session<TGroup>> _sessions = new(1);

    public int Count => _sessions.Count;

    public Span<Session<TGroup>> All => CollectionsMarshal.AsSpan(_sessions);

    /// <summary>Windows that were told of sessions which others have swallowed since.</summary>
    public List<(long Start, long End)> Gone { get; } = [];

    /// <summary>The session of rows from <paramref name="start"/> to <paramref name="last"/>, with all that they connect.</summary>
    public ref Session<TGroup> At(long start, long last)
    {
        (int first, int behind) = Within(start, last);
        if (behind == first)
        {
            _sessions.Insert(first, new Session<TGroup> { Start = start, Last = last });
            return ref All[first];
        }

        ref Session<TGroup> into = ref All[first];
        into.Start = Math.Min(into.Start, start);
        into.Last = Math.Max(All[behind - 1].Last, last);
        foreach (ref Session<TGroup> other in All[(first + 1)..behind])
        {
            TForm.Merge(ref into.Group, in other.Group);
            Swallow(ref into, in other);
        }

        _sessions.RemoveRange(first + 1, behind - first - 1);
        return ref All[first];
    }

    public void Remove(int count) => _sessions.RemoveRange(0, count);

    /// <summary>How many changed in a round.</summary>
    public int Changed(int round)
    {
        int changed = 0;
        foreach (ref Session<TGroup> session in All)
        {
            changed += session.Round == round ? 1 : 0;
        }

        return changed;
    }

    public void Write(ref StateWriter writer) => Write(Count, null, ref writer);

    /// <summary>Those that changed in a round, or all.</summary>
    /// <param name="count">How many they are.</param>
    public void Write(int count, int? round, ref StateWriter writer)
    {
        writer.Count(count);
        foreach (ref Session<TGroup> session in All)
        {
            if ((round ?? session.Round) == session.Round)
            {
                writer.Integer(session.Start);
                writer.Integer(session.Last);
                TForm.WriteGroup(in session.Group, ref writer);
            }
        }
    }

    public void Read(ref StateReader reader)
    {
        _sessions.Clear();
        Take(ref reader);
    }

    /// <summary>
    /// Takes sessions that were written, each in place of those that it was made of: it has them within its gap, and no others. None says
    /// that nothing of the key is left. Gives how many they were.
    /// </summary>
    public int Take(ref StateReader reader)
    {
        int count = reader.Count();
        if (count == 0)
        {
            _sessions.Clear();
        }

        for (int rest = count; rest > 0; rest--)
        {
            (long start, long last) = (reader.Integer(), reader.Integer());
            (int first, int behind) = Within(start, last);
            _sessions.RemoveRange(first, behind - first);
            _sessions.Insert(first, new()
            {
                Start = start,
                Last = last,
                IsTold = true,
                ToldStart = start,
                ToldEnd = last + TForm.Gap,
                Group = TForm.ReadGroup(ref reader),
            });
        }

        return count;
    }

    public static void WriteKey(in TKey key, ref StateWriter writer) => TForm.WriteKey(in key, ref writer);

    public static TKey ReadKey(ref StateReader reader) => TForm.ReadKey(ref reader);

    private void Swallow(ref Session<TGroup> into, in Session<TGroup> other)
    {
        if (!other.IsTold)
        {
            return;
        }

        if (into.IsTold)
        {
            Gone.Add((other.ToldStart, other.ToldEnd));
        }
        else
        {
            (into.IsTold, into.ToldStart, into.ToldEnd) = (true, other.ToldStart, other.ToldEnd);
        }
    }

    // From the first session within the gap of these rows to the first one behind them that is not.
    private (int First, int Behind) Within(long start, long last)
    {
        int first = First(start);
        int behind = first;
        while (behind < _sessions.Count && All[behind].Start < last + TForm.Gap)
        {
            behind++;
        }

        return (first, behind);
    }

    // The first session that does not end before a time; most rows belong to the last one.
    private int First(long time)
    {
        int low = 0;
        int high = _sessions.Count;
        if (high > 0 && All[high - 1].Start <= time)
        {
            low = high - 1;
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            if (All[middle].Last + TForm.Gap > time)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}

/// <summary>Rows of a key of which none lies the gap or more behind the one before it.</summary>
internal struct Session<TGroup>
    where TGroup : struct
{
    public TGroup Group;
    public long Start;

    /// <summary>Of its last row; the session ends the gap later.</summary>
    public long Last;

    /// <summary>A target has a row of it, of the window <see cref="ToldStart"/> to <see cref="ToldEnd"/>.</summary>
    public bool IsTold;
    public long ToldStart;
    public long ToldEnd;

    /// <summary>The round that changed it.</summary>
    public int Round;
}
