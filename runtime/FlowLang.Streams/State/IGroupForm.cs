using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>How groups of a query are merged and kept; the generated implementation is an empty struct.</summary>
/// <typeparam name="TKey">The key's record struct.</typeparam>
/// <typeparam name="TGroup">The struct of accumulators.</typeparam>
public interface IGroupForm<TKey, TGroup>
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
{
    static abstract void Merge(ref TGroup group, in TGroup other);

    static abstract void WriteKey(in TKey key, ref StateWriter writer);

    static abstract TKey ReadKey(ref StateReader reader);

    static abstract void WriteGroup(in TGroup group, ref StateWriter writer);

    static abstract TGroup ReadGroup(ref StateReader reader);
}

/// <summary>Of groups in windows that are known before their rows are.</summary>
public interface IWindowForm<TKey, TGroup> : IGroupForm<TKey, TGroup>
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
{
    /// <summary>The end of the key's window, as <see cref="EventTime"/> has it.</summary>
    static abstract long End(in TKey key);
}
