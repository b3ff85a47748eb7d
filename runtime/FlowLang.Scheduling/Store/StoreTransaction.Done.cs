using FlowLang.Runtime;

namespace FlowLang.Scheduling.Store;

/// <summary>What was done, what followed it, and what is forgotten.</summary>
internal sealed partial class StoreTransaction
{
    public void AddDone(string pipeline, RunInterval? interval, DateTimeOffset at) => Sql(
        "INSERT INTO done (pipeline, interval_start, interval_end, at) VALUES ($1, $2, $3, $4)", 4)
        .Run(pipeline, LedgerTime.Text(interval?.Start), LedgerTime.Text(interval?.End), LedgerTime.Text(at));

    public bool IsDone(string pipeline, DateTimeOffset intervalStart) =>
        Sql(
            "SELECT count(*) FROM (SELECT 1 FROM done WHERE pipeline = $1 AND interval_start = $2 LIMIT 1) AS found", 2)
            .Value<long>(pipeline, LedgerTime.Text(intervalStart)) == 1;

    public int CountDone(string pipeline, DateTimeOffset from, DateTimeOffset to) => (int)Sql(
        "SELECT count(DISTINCT interval_start) FROM done WHERE pipeline = $1 AND interval_start >= $2 AND interval_start < $3", 3)
        .Value<long>(pipeline, LedgerTime.Text(from), LedgerTime.Text(to));

    public long LastDone(string pipeline) =>
        Sql("SELECT max(number) FROM done WHERE pipeline = $1", 1).Value<long>(pipeline);

    public DateTimeOffset? LastDoneAt(string pipeline) =>
        Sql("SELECT at FROM done WHERE pipeline = $1 ORDER BY number DESC LIMIT 1", 1).Value<string>(pipeline) is { } at
            ? LedgerTime.Parse(at)
            : null;

    public IReadOnlyList<DoneRow> DoneAfter(long number, int count) => Sql(
        "SELECT number, pipeline, interval_start, interval_end, at FROM done WHERE number > $1 ORDER BY number LIMIT $2", 2)
        .Rows(r => new DoneRow(r.GetInt64(0), r.GetString(1), JobRow.Time(r, 2), JobRow.Time(r, 3), LedgerTime.Parse(r.GetString(4))),
            number, count);

    public void SetFollowed(long number) => Sql("UPDATE marks SET value = $1 WHERE name = 'followed'", 1).Run(number);

    public long Consumed(string pipeline, string after) =>
        Sql("SELECT number FROM consumed WHERE pipeline = $1 AND after = $2", 2).Value<long>(pipeline, after);

    public void Consume(string pipeline, string after, long number) => Sql(
        "INSERT INTO consumed VALUES ($1, $2, $3) ON CONFLICT (pipeline, after) DO UPDATE SET number = excluded.number", 3)
        .Run(pipeline, after, number);

    public int Prune(DateTimeOffset runsBefore, DateTimeOffset linesBefore, int most)
    {
        string runs = LedgerTime.Text(runsBefore) ?? "";
        string lines = LedgerTime.Text(linesBefore) ?? "";
        int jobs = Sql(
            """
            DELETE FROM jobs
            WHERE id IN (SELECT id FROM jobs WHERE ended < $1 AND COALESCE(slot, '') NOT LIKE 'stream%' ORDER BY ended LIMIT $2)
            """, 2).Run(runs, most);
        foreach (string table in (string[])["writes", "steps", "times", "expectations"])
        {
            Sql($"DELETE FROM {table} WHERE run IN (SELECT id FROM runs WHERE ended < $1 AND job IS NOT NULL AND {s_forgettable} LIMIT $2)",
                2).Run(runs, most);
        }

        Sql($"DELETE FROM runs WHERE id IN (SELECT id FROM runs WHERE ended < $1 AND job IS NOT NULL AND {s_forgettable} LIMIT $2)", 2)
            .Run(runs, most);
        Sql("""
            DELETE FROM lines WHERE job IN (SELECT DISTINCT job FROM lines l WHERE NOT EXISTS (
              SELECT 1 FROM jobs WHERE id = l.job AND (ended IS NULL OR ended >= $1)) LIMIT $2)
            """, 2).Run(lines, most);
        Sql("DELETE FROM events WHERE number IN (SELECT number FROM events WHERE at < $1 ORDER BY number LIMIT $2)", 2)
            .Run(lines, most * 10);
        Sql("DELETE FROM asked WHERE at < $1", 1).Run(lines);
        return jobs;
    }

    // Cursors and files tell later runs where to go on and what they need not load again.
    private const string s_forgettable =
        "NOT EXISTS (SELECT 1 FROM cursors c WHERE c.run = runs.id) AND NOT EXISTS (SELECT 1 FROM files f WHERE f.run = runs.id)";
}
