using FlowLang.Values.State;

namespace FlowLang.Streams;

/// <summary>The versions of one key's row, in order of time.</summary>
internal sealed class VersionList<TKey, TLeft, TRight, TForm> : IOpenItems<TKey>
    where TKey : struct, IEquatable<TKey>
    where TLeft : struct
    where TRight : struct
    where TForm : struct, IJoinForm<TKey, TLeft, TRight>
{
    private readonly List<Version> _versions = [];

    public int Count => _versions.Count;

    public IReadOnlyList<Version> All => _versions;

    /// <summary>The watermark by which one of them is over: a version with the next one, the end of a row by itself.</summary>
    public long Due => _versions switch
    {
        [_, var next, ..] => next.Time,
        [{ Row: null } last] => last.Time,
        _ => EventTime.End,
    };

    public void Add(in Version version) => _versions.Insert(Before(version.Time) + 1, version);

    /// <summary>The row as it was at a time; null where there was none.</summary>
    public TRight? At(long time) => Before(time) is >= 0 and var at ? _versions[at].Row : null;

    /// <summary>Forgets what no row behind a watermark can read.</summary>
    public void Forget(long watermark)
    {
        _versions.RemoveRange(0, Math.Max(0, Before(watermark)));
        if (_versions is [{ Row: null } last] && last.Time <= watermark)
        {
            _versions.Clear();
        }
    }

    public void Write(ref StateWriter writer)
    {
        writer.Count(Count);
        foreach (Version version in _versions)
        {
            writer.Integer(version.Time);
            writer.Bool(version.Row is not null);
            if (version.Row is { } row)
            {
                TForm.WriteRight(in row, ref writer);
            }
        }
    }

    public void Read(ref StateReader reader)
    {
        _versions.Clear();
        for (int rest = reader.Count(); rest > 0; rest--)
        {
            _versions.Add(new Version(reader.Integer(), reader.Bool() ? TForm.ReadRight(ref reader) : null));
        }
    }

    public static void WriteKey(in TKey key, ref StateWriter writer) => TForm.WriteKey(in key, ref writer);

    public static TKey ReadKey(ref StateReader reader) => TForm.ReadKey(ref reader);

    // The last version that is not after a time; -1 where there is none.
    private int Before(long time)
    {
        int at = _versions.Count - 1;
        while (at >= 0 && _versions[at].Time > time)
        {
            at--;
        }

        return at;
    }

    /// <param name="Row">Null for the end of the row.</param>
    internal readonly record struct Version(long Time, TRight? Row);
}
