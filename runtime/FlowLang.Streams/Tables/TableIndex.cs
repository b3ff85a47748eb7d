using System.Runtime.InteropServices;

namespace FlowLang.Streams;

/// <summary>The rows of one reading of a table by what a join says is equal: filled once, then read by all lanes.</summary>
public sealed class TableIndex<TKey, TRow> : ITableRows
    where TKey : struct, IEquatable<TKey>
    where TRow : struct
{
    private readonly Dictionary<TKey, List<TRow>> _rows = [];

    public int Count { get; private set; }

    public void Add(in TKey key, in TRow row)
    {
        ref List<TRow>? rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, key, out _);
        (rows ??= []).Add(row);
        Count++;
    }

    /// <summary>A row that equals nothing is a row nevertheless.</summary>
    public void Skip() => Count++;

    public ReadOnlySpan<TRow> Of(in TKey key) => _rows.TryGetValue(key, out List<TRow>? rows) ? CollectionsMarshal.AsSpan(rows) : [];
}
