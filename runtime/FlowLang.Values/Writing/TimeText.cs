namespace FlowLang.Values.Writing;

/// <summary>`2024-01-31T10:30:59.25Z`: seconds always, a fraction only where there is one, without zeros at its end.</summary>
public static class TimeText
{
    private static readonly long Epoch = DateTime.UnixEpoch.Ticks;

    /// <summary>Gives 0 for what is outside the years 1 to 9999.</summary>
    public static int WriteInstant(long microseconds, Span<byte> target)
    {
        int length = WriteDateTime(microseconds, target);
        if (length > 0)
        {
            target[length++] = (byte)'Z';
        }

        return length;
    }

    /// <inheritdoc cref="WriteInstant"/>
    public static int WriteDateTime(long microseconds, Span<byte> target)
    {
        Int128 ticks = ((Int128)microseconds * TimeSpan.TicksPerMicrosecond) + Epoch;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return 0;
        }

        var time = new DateTime((long)ticks);
        Put(target, 0, time.Year, 4);
        Put(target, 5, time.Month, 2);
        Put(target, 8, time.Day, 2);
        Put(target, 11, time.Hour, 2);
        Put(target, 14, time.Minute, 2);
        Put(target, 17, time.Second, 2);
        target[4] = target[7] = (byte)'-';
        target[10] = (byte)'T';
        target[13] = target[16] = (byte)':';
        int fraction = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        if (fraction == 0)
        {
            return 19;
        }

        target[19] = (byte)'.';
        Put(target, 20, fraction, 6);
        return target[..26].TrimEnd((byte)'0').Length;
    }

    private static void Put(Span<byte> target, int at, int value, int digits)
    {
        for (int i = at + digits - 1; i >= at; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
