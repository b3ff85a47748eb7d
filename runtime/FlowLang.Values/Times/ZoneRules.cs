namespace FlowLang.Values.Times;

/// <summary>Which offset from UTC holds when.</summary>
/// <param name="transitions">Seconds since 1970, ascending.</param>
/// <param name="offsets">In seconds: before the first transition, then from each on.</param>
/// <param name="rule">What holds behind the last transition; null for the last offset.</param>
internal sealed class ZoneRules(long[] transitions, long[] offsets, ZoneRule? rule)
{
    public long OffsetAt(long instant)
    {
        if (rule is not null && (transitions.Length == 0 || instant >= transitions[^1]))
        {
            return rule.OffsetAt(instant);
        }

        int at = Array.BinarySearch(transitions, instant);
        return offsets[at >= 0 ? at + 1 : ~at];
    }
}
