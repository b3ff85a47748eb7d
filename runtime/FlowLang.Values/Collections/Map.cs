using FlowLang.Values.Texts;

namespace FlowLang.Values.Collections;

/// <summary>A map from text. Values can always be null.</summary>
public readonly struct Map<TValue> : IEquatable<Map<TValue>>
{
    private readonly string[]? _keys;
    private readonly TValue[]? _values;

    /// <param name="keys">Each once, in any order; the arrays are sorted and kept.</param>
    /// <param name="values">As many.</param>
    public Map(string[] keys, TValue[] values)
    {
        Array.Sort(keys, values, Comparer<string>.Create(Text.Compare));
        _keys = keys;
        _values = values;
    }

    public long Length => _keys?.Length ?? 0;

    /// <summary>In the order of code points.</summary>
    public Items<string?> Keys => new(_keys ?? []);

    /// <summary>In the order of their keys.</summary>
    public Items<TValue> Values => new(_values ?? []);

    public static bool operator ==(Map<TValue> a, Map<TValue> b) => a.Equals(b);

    public static bool operator !=(Map<TValue> a, Map<TValue> b) => !a.Equals(b);

    /// <summary>The key's value; null where there is none.</summary>
    public TValue? Find(string key) => IndexOf(key) is >= 0 and var at && _values is not null ? _values[at] : default;

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool Equals(Map<TValue> other) => Keys == other.Keys && Values == other.Values;

    public override bool Equals(object? obj) => obj is Map<TValue> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Keys, Values);

    private int IndexOf(string key) => Array.IndexOf(_keys ?? [], key);
}
