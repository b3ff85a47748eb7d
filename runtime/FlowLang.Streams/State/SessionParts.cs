namespace FlowLang.Streams;

/// <summary>Sessions as far as one lane saw them since the last round.</summary>
public sealed class SessionParts<TKey, TGroup, TForm>
    where TKey : struct, IEquatable<TKey>
    where TGroup : struct
    where TForm : struct, ISessionForm<TKey, TGroup>
{
    /// <summary>All sessions.</summary>
    public int Count { get; private set; }

    internal Dictionary<TKey, SessionList<TKey, TGroup, TForm>> Keys { get; } = [];

    /// <summary>The group that a row belongs to.</summary>
    /// <param name="key">With the row's time in its window's place.</param>
    public ref TGroup At(in TKey key)
    {
        long time = TForm.Time(in key);
        TKey of = TForm.In(in key, 0, 0);
        if (!Keys.TryGetValue(of, out SessionList<TKey, TGroup, TForm>? sessions))
        {
            sessions = new();
            Keys.Add(of, sessions);
        }

        int before = sessions.Count;
        ref Session<TGroup> session = ref sessions.At(time, time);
        Count += sessions.Count - before;
        return ref session.Group;
    }
}
