namespace FlowLang.Streams;

/// <summary>Closing of whole keys, in parts where many of them lie on disk.</summary>
public abstract partial class StateTable
{
    /// <summary>Gives what of a key is complete by a time, forgets it, and settles the key.</summary>
    /// <param name="isToldGone">A key of which nothing is left has to be told as such, for no watermark tells it.</param>
    private protected delegate void CloseKey<TKey, TItems>(in TKey key, OpenEntry<TItems> entry, long until, bool isToldGone)
        where TItems : class, new();

    /// <summary>
    /// Closes the keys that the watermark comes to: those in memory, and of those on disk some at a time, as a lower watermark would.
    /// False where there are more.
    /// </summary>
    /// <param name="late">How far the watermark is beyond what is complete.</param>
    private protected bool CloseKeys<TKey, TItems>(OpenKeys<TKey, TItems> keys, long watermark, long late, CloseKey<TKey, TItems> close)
        where TKey : struct, IEquatable<TKey>
        where TItems : class, IOpenItems<TKey>, new()
    {
        long last = EventTime.Earlier(watermark, late);
        long until = keys.Recall(last);
        IsBehind = until < last;

        // The end is no time that a later life could compare with: until all keys are closed, each is with all it has, and is told as
        // gone.
        bool isPartOfEnd = IsBehind && watermark == EventTime.End;
        while (keys.TryTakeDue(until, out TKey key, out OpenEntry<TItems>? entry))
        {
            close(in key, entry, isPartOfEnd ? last : until, isPartOfEnd);
        }

        if (!isPartOfEnd)
        {
            CloseAt(IsBehind ? EventTime.Later(until, late) : watermark);
        }

        return !IsBehind;
    }
}
