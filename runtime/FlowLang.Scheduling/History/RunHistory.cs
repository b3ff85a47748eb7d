using System.Collections.Immutable;
using System.Data;
using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.History;

/// <summary>Questions about what was and is, on a connection of its own, which no writing holds up.</summary>
internal sealed partial class RunHistory : IDisposable
{
    private const int MostShown = 1000;
    private readonly Lock _gate = new();
    private readonly LedgerDatabase _database;
    private LedgerStatements _statements;

    public RunHistory(LedgerDatabase database)
    {
        _database = database;
        _statements = new(database, database.ConnectToRead());
    }

    public Job? Find(string id) => Ask(() =>
        Sql($"SELECT {JobRow.Columns} FROM jobs WHERE id = $1", 1).Rows(JobRow.Read, id)) is [var job] ? job : null;

    /// <summary>Newest first; streams only where their pipeline is asked for.</summary>
    public Page<RunSummary> Runs(RunQuery query)
    {
        int count = Math.Clamp(query.Count, 1, MostShown);
        string[] key = query.After?.Split('|') is [var due, var id] ? [due, id] : ["", ""];
        IReadOnlyList<Job> found = Ask(() => Sql(
            $"""
            SELECT {JobRow.Columns} FROM jobs
            WHERE (CAST($1 AS TEXT) IS NULL AND COALESCE(slot, '') NOT LIKE 'stream%' OR pipeline = $1)
              AND (CAST($2 AS TEXT) IS NULL OR phase = $2) AND (CAST($3 AS TEXT) IS NULL OR due >= $3)
              AND (CAST($4 AS TEXT) IS NULL OR due < $4) AND ($5 = '' OR (due, id) < ($5, $6))
            ORDER BY due DESC, id DESC LIMIT $7
            """, 7).Rows(
                JobRow.Read, query.Pipeline, query.Phase?.ToString(), LedgerTime.Text(query.From), LedgerTime.Text(query.To),
                key[0], key[1], count + 1));
        Job? last = found.Count > count ? found[count - 1] : null;
        return new(
            [.. found.Take(count).Select(job => job.Summary)], last is null ? null : $"{LedgerTime.Text(last.Due)}|{last.Id}");
    }

    /// <summary>The latest job of each pipeline.</summary>
    public IReadOnlyList<Job> LastOfEach() => Ask(() => Sql(
        $"""
        WITH RECURSIVE names(name) AS (
          SELECT min(pipeline) FROM jobs
          UNION ALL SELECT (SELECT min(pipeline) FROM jobs WHERE pipeline > name) FROM names WHERE name IS NOT NULL)
        SELECT {JobRow.Columns} FROM names JOIN jobs ON id = (SELECT id FROM jobs WHERE pipeline = name ORDER BY due DESC, id DESC LIMIT 1)
        """, 0).Rows(JobRow.Read));

    /// <summary>The run that loaded each interval of a pipeline that is asked for, by the interval's begin.</summary>
    public string? LoadedBy(string pipeline, DateTimeOffset intervalStart) => Ask(() => Sql(
        """
        SELECT coalesce(job, id) FROM runs WHERE pipeline = $1 AND interval_start = $2 AND state = 'Done' ORDER BY started DESC LIMIT 1
        """, 2).Value<string>(pipeline, LedgerTime.Text(intervalStart)) ?? "") is { Length: > 0 } id ? id : null;

    /// <summary>How many runs were done, and failed, since a moment.</summary>
    public (int Done, int Failed) EndedSince(DateTimeOffset moment)
    {
        Dictionary<string, int> counts = Ask(() => Sql("SELECT phase, count(*) FROM jobs WHERE ended >= $1 GROUP BY phase", 1)
            .Rows(r => (r.GetString(0), r.GetInt32(1)), LedgerTime.Text(moment))).ToDictionary(p => p.Item1, p => p.Item2);
        return (counts.GetValueOrDefault(nameof(RunPhase.Done)), counts.GetValueOrDefault(nameof(RunPhase.Failed)));
    }

    public IReadOnlyList<LogLine> Lines(string job, long after, int count) => Ask(() => Sql(
        "SELECT number, at, level, message FROM lines WHERE job = $1 AND number > $2 ORDER BY number LIMIT $3", 3)
        .Rows(
            r => new LogLine(r.GetInt64(0), LedgerTime.Parse(r.GetString(1)), Enum.Parse<LogLevel>(r.GetString(2)), r.GetString(3)),
            job, after, count));

    public IReadOnlyList<OrchestrationEvent> Events(long after, int count) => Ask(() => Sql(
        "SELECT number, at, kind, pipeline, job, text FROM events WHERE number > $1 ORDER BY number LIMIT $2", 2)
        .Rows(EventRow.Read, after, count));

    /// <summary>The latest sign that something goes, for who looks from outside: whether any scheduler is at work.</summary>
    public IReadOnlyList<SchedulerIdentity> Schedulers() => Ask(() => Sql(
        "SELECT owner, host, pid, process_started, beat FROM schedulers", 0).Rows(r => new SchedulerIdentity(
            r.GetString(0), new ProcessIdentity(r.GetString(1), r.GetInt32(2), r.GetString(3)), r.GetInt64(4))));

    public ImmutableHashSet<string> Pauses() => [.. Ask(() => Sql("SELECT pipeline FROM pauses", 0).Rows(r => r.GetString(0)))];

    public void Dispose()
    {
        _statements.Dispose();
        _statements.Connection.Dispose();
    }

    private T Ask<T>(Func<T> question)
    {
        lock (_gate)
        {
            try
            {
                return _database.Translated(question);
            }
            catch (FlowException e) when (e.Error.Transient && _statements.Connection.State != ConnectionState.Open)
            {
            }

            // The connection was lost; who asks now finds the next one.
            Dispose();
            _statements = new(_database, _database.ConnectToRead());
            return _database.Translated(question);
        }
    }

    private LedgerStatement Sql(string sql, int parameters) => _statements.Get(sql, parameters);
}
