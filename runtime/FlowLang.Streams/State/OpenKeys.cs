using System.Diagnostics.CodeAnalysis;
using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>What is open of one key, in order of time.</summary>
internal interface IOpenItems<TKey>
    where TKey : struct, IEquatable<TKey>
{
    int Count { get; }

    void Write(ref StateWriter writer);

    /// <summary>Has what was written instead of what it had.</summary>
    void Read(ref StateReader reader);

    static abstract void WriteKey(in TKey key, ref StateWriter writer);

    static abstract TKey ReadKey(ref StateReader reader);
}

/// <summary>What is open by key, which keys changed in a round, and which key the watermark comes to next.</summary>
internal sealed partial class OpenKeys<TKey, TItems>
    where TKey : struct, IEquatable<TKey>
    where TItems : class, IOpenItems<TKey>, new()
{
    private readonly Dictionary<TKey, OpenEntry<TItems>> _keys = [];

    // An entry that is no longer its key's is skipped.
    private readonly PriorityQueue<TKey, long> _due = new();

    public int Round { get; private set; } = 1;

    /// <summary>Keys that were found to be changed in this round.</summary>
    public List<TKey> Changed { get; } = [];

    public int Count => _keys.Count;

    /// <summary>The items of all keys together.</summary>
    public int Items => _keys.Values.Sum(entry => entry.Items.Count);

    public TItems this[TKey key] => _keys[key].Items;

    public bool TryGet(in TKey key, [NotNullWhen(true)] out TItems? items) =>
        (items = _keys.TryGetValue(key, out OpenEntry<TItems>? entry) ? entry.Items : null) is not null;

    /// <summary>The entry of a key, which counts as changed.</summary>
    public OpenEntry<TItems> Find(in TKey key)
    {
        if (TryFind(in key, out OpenEntry<TItems>? known))
        {
            return known;
        }

        OpenEntry<TItems> entry = new();
        _keys.Add(key, entry);
        Touch(in key, entry);
        return entry;
    }

    /// <summary>The entry of a key of which something is open; it counts as changed.</summary>
    public bool TryFind(in TKey key, [NotNullWhen(true)] out OpenEntry<TItems>? entry)
    {
        if (!_keys.TryGetValue(key, out entry) && !TryTakeBack(in key, out entry))
        {
            return false;
        }

        Touch(in key, entry);
        return true;
    }

    /// <summary>Comes to the key at a time, unless it does so earlier.</summary>
    public void Schedule(in TKey key, OpenEntry<TItems> entry, long due)
    {
        if (due < entry.Due)
        {
            entry.Due = due;
            _due.Enqueue(key, due);
        }
    }

    /// <summary>The next key that is due; it is to be settled.</summary>
    public bool TryTakeDue(long until, out TKey key, [NotNullWhen(true)] out OpenEntry<TItems>? entry)
    {
        while (_due.TryPeek(out key, out long due) && due <= until)
        {
            _due.Dequeue();
            if (_keys.TryGetValue(key, out entry) && entry.Due == due)
            {
                return true;
            }
        }

        entry = null;
        return false;
    }

    /// <summary>A key that was due has what is open now. False where nothing is, and with it the key; else it is to be scheduled
    /// anew.</summary>
    public bool Settle(in TKey key, OpenEntry<TItems> entry)
    {
        entry.Due = EventTime.End;
        return entry.Items.Count > 0 || !_keys.Remove(key);
    }

    public void EndRound()
    {
        Changed.Clear();
        Round++;
    }

    private void Touch(in TKey key, OpenEntry<TItems> entry)
    {
        if (entry.Round != Round)
        {
            entry.Round = Round;
            Changed.Add(key);
        }
    }
}

/// <summary>What is open of one key.</summary>
internal sealed class OpenEntry<TItems>
    where TItems : class, new()
{
    public TItems Items { get; } = new();

    /// <summary>In which it was found last.</summary>
    public int Round { get; set; }

    /// <summary>When the queue comes to the key.</summary>
    public long Due { get; set; } = EventTime.End;
}
