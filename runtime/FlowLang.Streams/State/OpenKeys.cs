using System.Diagnostics.CodeAnalysis;

namespace FlowLang.Streams;

/// <summary>What is open of one key, in order of time.</summary>
internal interface IOpenItems
{
    public int Count { get; }

    /// <summary>Forgets the first of them.</summary>
    public void Remove(int count);
}

/// <summary>What is open by key, which keys changed in a round, and which key the watermark comes to next.</summary>
internal sealed class OpenKeys<TKey, TItems>
    where TKey : struct, IEquatable<TKey>
    where TItems : class, IOpenItems, new()
{
    private readonly Dictionary<TKey, OpenEntry<TItems>> _keys = [];

    // An entry that is no longer its key's is skipped.
    private readonly PriorityQueue<TKey, long> _due = new();

    public int Round { get; private set; } = 1;

    /// <summary>Keys that were found to be changed in this round.</summary>
    public List<TKey> Changed { get; } = [];

    public int Count => _keys.Count;

    public IEnumerable<KeyValuePair<TKey, OpenEntry<TItems>>> All => _keys;

    /// <summary>The items of all keys together.</summary>
    public int Items => _keys.Values.Sum(entry => entry.Items.Count);

    public TItems this[TKey key] => _keys[key].Items;

    /// <summary>The entry of a key, which counts as changed.</summary>
    public OpenEntry<TItems> Find(in TKey key)
    {
        if (!_keys.TryGetValue(key, out OpenEntry<TItems>? entry))
        {
            entry = new OpenEntry<TItems>();
            _keys.Add(key, entry);
        }

        if (entry.Round != Round)
        {
            entry.Round = Round;
            Changed.Add(key);
        }

        return entry;
    }

    /// <summary>The keys that changed and have something open, or all.</summary>
    public IEnumerable<(TKey Key, TItems Items)> ToWrite(bool isWhole)
    {
        foreach (TKey key in isWhole ? (IEnumerable<TKey>)_keys.Keys : Changed)
        {
            if (_keys.TryGetValue(key, out OpenEntry<TItems>? entry))
            {
                yield return (key, entry.Items);
            }
        }
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

    /// <summary>Forgets the first items of a key that was due. False where nothing is left, and with it the key; else it is to be scheduled
    /// anew.</summary>
    public bool Settle(in TKey key, OpenEntry<TItems> entry, int gone)
    {
        entry.Items.Remove(gone);
        entry.Due = EventTime.End;
        return entry.Items.Count > 0 || !_keys.Remove(key);
    }

    public void EndRound()
    {
        Changed.Clear();
        Round++;
    }
}

/// <summary>What is open of one key.</summary>
internal sealed class OpenEntry<TItems>
    where TItems : class, IOpenItems, new()
{
    public TItems Items { get; } = new();

    /// <summary>In which it was found last.</summary>
    public int Round { get; set; }

    /// <summary>When the queue comes to the key.</summary>
    public long Due { get; set; } = EventTime.End;
}
