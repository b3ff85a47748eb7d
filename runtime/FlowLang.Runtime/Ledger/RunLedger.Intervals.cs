namespace FlowLang.Runtime;

public sealed partial class RunLedger
{
    /// <summary>
    /// The intervals of a pipeline that were loaded, by their begin, each with the latest run that did. Crashed runs whose targets were not
    /// asked yet are not among them.
    /// </summary>
    public IReadOnlyDictionary<DateTimeOffset, LoadedInterval> Loaded(string pipeline)
    {
        var loaded = new Dictionary<DateTimeOffset, LoadedInterval>();
        foreach ((DateTimeOffset start, LoadedInterval by) in Guard(() => Sql(
            """
            SELECT interval_start, id, source_hash FROM runs
            WHERE pipeline = $1 AND state = 'Done' AND interval_start IS NOT NULL ORDER BY started, id
            """, 1).Rows(r => (Time(r.GetString(0)), new LoadedInterval(r.GetString(1), r.GetString(2))), pipeline)))
        {
            loaded[start] = by;
        }

        return loaded;
    }
}
