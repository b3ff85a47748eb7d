namespace FlowLang.Streams;

/// <summary>A group and the highest event time of its rows.</summary>
public struct Timed<TGroup>
    where TGroup : struct
{
    public TGroup Group;

    /// <summary>As <see cref="EventTime"/> has it.</summary>
    public long Last;

    /// <summary>The group, which now has a row of this time.</summary>
    public static ref TGroup At(ref Timed<TGroup> timed, long time)
    {
        timed.Last = Math.Max(timed.Last, time);
        return ref timed.Group;
    }
}
