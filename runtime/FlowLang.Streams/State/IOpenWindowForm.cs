namespace FlowLang.Streams;

/// <summary>
/// Of groups whose windows are known only from their rows: until then a key has the time of the row that it was made of where its window's
/// start and end belong.
/// </summary>
public interface IOpenWindowForm<TKey, TGroup> : IGroupForm<TKey, TGroup>
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
{
    /// <summary>The row's time, as <see cref="EventTime"/> has it.</summary>
    static abstract long Time(in TKey key);

    /// <summary>The key in this window. In (0, 0) all keys are the same that differ by their windows alone.</summary>
    static abstract TKey In(in TKey key, long start, long end);
}

/// <summary>Of groups in sessions.</summary>
public interface ISessionForm<TKey, TGroup> : IOpenWindowForm<TKey, TGroup>
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
{
    /// <summary>A row this long after the last one begins another session.</summary>
    static abstract long Gap { get; }
}
