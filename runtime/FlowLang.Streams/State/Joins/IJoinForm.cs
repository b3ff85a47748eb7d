using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>How keys and rows of a join are kept; the generated implementation is an empty struct.</summary>
/// <typeparam name="TKey">The key's record struct.</typeparam>
/// <typeparam name="TLeft">The row of the left side.</typeparam>
/// <typeparam name="TRight">The row of the right side.</typeparam>
public interface IJoinForm<TKey, TLeft, TRight>
    where TKey : struct, IEquatable<TKey>
    where TLeft : struct
    where TRight : struct
{
    /// <summary>Whether a row of this key can have a partner: null equals nothing.</summary>
    static abstract bool CanMatch(in TKey key);

    static abstract void WriteKey(in TKey key, ref StateWriter writer);

    static abstract TKey ReadKey(ref StateReader reader);

    static abstract void WriteLeft(in TLeft row, ref StateWriter writer);

    static abstract TLeft ReadLeft(ref StateReader reader);

    static abstract void WriteRight(in TRight row, ref StateWriter writer);

    static abstract TRight ReadRight(ref StateReader reader);
}
