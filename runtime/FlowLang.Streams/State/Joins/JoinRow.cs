namespace FlowLang.Streams;

/// <summary>A row on its way into a join.</summary>
/// <param name="Key">What the join's condition says is equal in a pair.</param>
/// <param name="Time">Its event time, as <see cref="EventTime"/> has it.</param>
public readonly record struct JoinRow<TKey, TRow>(TKey Key, long Time, TRow Row)
    where TKey : struct, IEquatable<TKey>;
