namespace FlowLang.Streams;

/// <summary>State is cut into a fixed number of parts by its keys, whatever the number of lanes and instances.</summary>
internal static class KeyGroup
{
    public const int Count = 64;

    /// <summary>The group of what is no key's: how far windows were closed.</summary>
    public const int OfAll = Count;

    /// <summary>Every group, where groups are bits.</summary>
    public const ulong All = ulong.MaxValue;

    /// <summary>Where a hash begins.</summary>
    public const ulong Seed = 14695981039346656037;

    /// <summary>By FNV-1a of the key's bytes: the same on every machine and in every version.</summary>
    public static int Of(ReadOnlySpan<byte> key) => (int)(Folded(Hash(key, Seed)) % Count);

    /// <summary>Whether a group is among those of these bits.</summary>
    public static bool IsIn(ulong groups, int group) => (groups & (1UL << group)) != 0;

    /// <summary>FNV-1a of more bytes, behind those that <paramref name="hash"/> is of.</summary>
    public static ulong Hash(ReadOnlySpan<byte> key, ulong hash)
    {
        foreach (byte b in key)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash;
    }

    /// <summary>Its upper half tells keys apart, too.</summary>
    public static ulong Folded(ulong hash) => hash ^ (hash >> 32);
}
