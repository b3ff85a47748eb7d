namespace FlowLang.Streams;

/// <summary>
/// Where entries on disk are, in the order of the times at which they are asked for. A place begins with the <see cref="TimeKey"/>.
/// </summary>
internal sealed class SpilledTimes(SpilledEntries places)
{
    private long _next = EventTime.End;

    public void Put(ReadOnlySpan<byte> place)
    {
        places.Put(0, place, []);
        _next = Math.Min(_next, TimeKey.Read(place));
    }

    /// <summary>
    /// Brings back the entries whose time is before this one, as many as may leave in one round; those of one time stay together. Gives the
    /// time before which all entries are in memory.
    /// </summary>
    /// <param name="most">Bytes of a round.</param>
    /// <param name="take">Brings back the entry of a place; gives about the bytes that it takes in memory.</param>
    public long Recall(long before, long most, SpilledTaker take)
    {
        if (_next >= before)
        {
            return before;
        }

        long bytes = 0;
        long reached = before;
        long last = _next;
        _next = EventTime.End;
        places.Visit(0, (place, _) =>
        {
            long time = TimeKey.Read(place);
            if (time >= before || (bytes > most && time > last))
            {
                _next = time;
                reached = Math.Min(time, before);
                return SpillVerdict.Stop;
            }

            last = time;
            bytes += take(place);
            return SpillVerdict.Drop;
        }, TimeKey.Of(last));
        return reached;
    }
}

internal delegate long SpilledTaker(ReadOnlySpan<byte> place);
