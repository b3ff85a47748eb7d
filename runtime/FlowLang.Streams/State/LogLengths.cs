namespace FlowLang.Streams;

/// <summary>How long the log of each key group is, in bytes: all entries as they were written once, and what came behind.</summary>
internal sealed class LogLengths
{
    // Of what one round may write whole.
    private const long RoundBytes = 32 << 20;

    private readonly long[] _whole = new long[KeyGroup.Count];
    private readonly long[] _logged = new long[KeyGroup.Count];
    private long _round;
    private long _lastRound;

    public long Whole => _whole.Sum();

    public long Logged => _logged.Sum();

    public void Read(int group, long bytes) => _logged[group] += bytes;

    /// <summary>What was read has so many bytes of entries that are still there.</summary>
    public void Restored(long live)
    {
        long read = Math.Max(1, Logged);
        for (int i = 0; i < _logged.Length; i++)
        {
            _whole[i] = Math.Min(_logged[i], (long)((double)live * _logged[i] / read));
            _logged[i] -= _whole[i];
        }
    }

    public void Add(int group, long bytes, bool isWhole)
    {
        (_whole[group], _logged[group]) = isWhole ? (bytes, 0) : (_whole[group], _logged[group] + bytes);
        _round += isWhole ? 0 : bytes;
    }

    public void EndRound() => (_lastRound, _round) = (_round, 0);

    /// <summary>
    /// The groups with the longest logs: one, or as many as are surely no more to write than a round may write. It is asked when all logs
    /// together are too long, since finding a group's entries means to look at all of them.
    /// </summary>
    public ulong Longest()
    {
        ulong chosen = 0;
        long room = Math.Max(RoundBytes, _lastRound);
        foreach (int group in Enumerable.Range(0, KeyGroup.Count).OrderByDescending(i => _logged[i]))
        {
            room -= _whole[group] + _logged[group];
            if (room < 0 && chosen != 0)
            {
                break;
            }

            chosen |= 1UL << group;
        }

        return chosen;
    }
}
