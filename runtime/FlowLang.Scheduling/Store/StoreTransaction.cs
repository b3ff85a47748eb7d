using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Store;

/// <summary>The statements of a scheduler on one connection.</summary>
internal sealed partial class StoreTransaction(LedgerStatements statements) : IRunTransaction
{
    // As of what the scheduler knows: of the last answer to whether others wrote, and its own commits behind that.
    private long? _known;
    private long _begun;

    public LedgerStatements Statements => statements;

    public void Begin() => _begun = statements.Database.BeginAlone(statements.Connection);

    public void Commit()
    {
        long left = statements.Database.CommitAlone(statements.Connection, _begun);
        _known = _known == _begun ? left : _known;
    }

    public bool IsChangedByOthers()
    {
        bool isChanged = _begun != _known;
        _known = _begun;
        return isChanged;
    }

    public StoredState Load() => new(
        Sql($"SELECT {JobRow.Columns} FROM jobs WHERE phase IN ('Queued', 'Running', 'Waiting') ORDER BY due, id", 0).Rows(JobRow.Read),
        Sql("SELECT pipeline, tick FROM positions", 0).Rows(r => (r.GetString(0), LedgerTime.Parse(r.GetString(1))))
            .ToDictionary(p => p.Item1, p => p.Item2),
        Sql("SELECT pipeline FROM pauses", 0).Rows(r => r.GetString(0)).ToHashSet(),
        Sql("SELECT owner, host, pid, process_started, beat FROM schedulers", 0).Rows(r => new SchedulerIdentity(
            r.GetString(0), new ProcessIdentity(r.GetString(1), r.GetInt32(2), r.GetString(3)), r.GetInt64(4))),
        Sql("SELECT value FROM marks WHERE name = 'followed'", 0).Value<long>());

    public bool Add(Job job) => Sql(JobRow.Insert, JobRow.Count).Run(JobRow.Values(job)) == 1;

    public bool Update(Job job, long token) => Sql(JobRow.Update, 18).Run(JobRow.Changes(job, token)) == 1;

    public bool Claim(Job job) => Sql($"SELECT token FROM jobs WHERE id = $1 AND token = $2{statements.Database.SkipLocked}", 2)
        .Value<long?>(job.Id, job.Token) is not null;

    public Job? Find(string id) =>
        Sql($"SELECT {JobRow.Columns} FROM jobs WHERE id = $1", 1).Rows(JobRow.Read, id) is [var job] ? job : null;

    public IReadOnlyList<OrchestrationEvent> EventsAfter(long number) =>
        Sql("SELECT number, at, kind, pipeline, job, text FROM events WHERE number > $1 ORDER BY number LIMIT 1000", 1)
            .Rows(EventRow.Read, number);

    public long LastEvent() => Sql("SELECT max(number) FROM events", 0).Value<long>();

    public long AddEvent(DateTimeOffset at, string kind, string pipeline, string? job, string? text) => Sql(
        "INSERT INTO events (at, kind, pipeline, job, text) VALUES ($1, $2, $3, $4, $5) RETURNING number", 5)
        .Value<long>(LedgerTime.Text(at), kind, pipeline, job, text);

    public void AddLine(string job, LogLine line) => Sql("INSERT INTO lines VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", 5)
        .Run(job, line.Number, LedgerTime.Text(line.At), line.Level.ToString(), line.Message);

    public void Abandon(string job) => Sql(
        """
        UPDATE runs SET state = 'Crashed', error_code = 'RT7002', error = 'its process ended without a word'
        WHERE job = $1 AND state = 'Running'
        """, 1).Run(job);

    public void Register(SchedulerIdentity scheduler) => Sql(
        """
        INSERT INTO schedulers VALUES ($1, $2, $3, $4, $5) ON CONFLICT (owner) DO UPDATE SET
          host = excluded.host, pid = excluded.pid, process_started = excluded.process_started, beat = excluded.beat
        """, 5).Run(
        scheduler.Owner, scheduler.Process.Host, scheduler.Process.Pid, scheduler.Process.Started, scheduler.Beat);

    public bool Beat(string owner) => Sql("UPDATE schedulers SET beat = beat + 1 WHERE owner = $1", 1).Run(owner) == 1;

    public void Unregister(string owner) => Sql("DELETE FROM schedulers WHERE owner = $1", 1).Run(owner);

    public void SetPosition(string pipeline, DateTimeOffset tick) => Sql(
        "INSERT INTO positions VALUES ($1, $2) ON CONFLICT (pipeline) DO UPDATE SET tick = excluded.tick", 2)
        .Run(pipeline, LedgerTime.Text(tick));

    public void Pause(string pipeline, string by, DateTimeOffset at) =>
        Sql("INSERT INTO pauses VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", 3).Run(pipeline, by, LedgerTime.Text(at));

    public bool Resume(string pipeline) => Sql("DELETE FROM pauses WHERE pipeline = $1", 1).Run(pipeline) == 1;

    public AskedRow? Asked(string key) => Sql("SELECT request, jobs, at FROM asked WHERE key = $1", 1)
        .Rows(r => new AskedRow(r.GetString(0), r.GetString(1), LedgerTime.Parse(r.GetString(2))), key) is [var row] ? row : null;

    public void AddAsked(string key, AskedRow row, DateTimeOffset at) =>
        Sql(
            """
            INSERT INTO asked VALUES ($1, $2, $3, $4)
            ON CONFLICT (key) DO UPDATE SET request = excluded.request, jobs = excluded.jobs, at = excluded.at
            """, 4).Run(key, row.Request, row.Jobs, LedgerTime.Text(at));

    public bool AddArrival(string pipeline, ArrivedFile file, string job) => Sql(
        "INSERT INTO arrivals VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", 4)
        .Run(pipeline, file.Path, $"{file.Bytes} {LedgerTime.Text(file.Modified)}", job) == 1;

    private LedgerStatement Sql(string sql, int parameters) => statements.Get(sql, parameters);
}
