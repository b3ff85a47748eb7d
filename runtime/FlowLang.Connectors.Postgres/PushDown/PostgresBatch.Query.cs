using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

public sealed partial class PostgresBatch
{
    /// <summary>Computes a stage once, splits it and checks its expectations; the relation then holds the kept rows.</summary>
    public Task StageAsync(Stage stage, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return GuardAsync($"computing `{stage.Relation}`", async () =>
        {
            using StepClock clock = Run.Begin("stage", stage.Relation);
            await PrepareAsync(stage.Relation, stage.Sql, stage.Columns, [.. stage.Expectations.Select(e => e.Sql)], cancel);
            string from = $"({stage.Sql}\n) AS rows";
            if (!Run.DryRun)
            {
                FlaggedTable split = await FlaggedTable.CreateAsync(this, stage.Relation, stage.Sql, stage.Columns, stage.Sites, cancel);
                PreparedWrite? rejects = await RejectAsync(stage.Rejects, split.RejectsSql, cancel);
                RowAccount account = split.Account with { RowsFrom = SourceRows(stage.RowsFrom), AcknowledgedRejects = rejects?.Rows };
                account.Check(stage.Relation);
                account.Steps.ToList().ForEach(Run.Report.Add);
                from = split.Kept;
            }

            string names = string.Join(", ", stage.Columns.Select(c => Sql.Name(c.Name)));
            await Session.ExecuteAsync($"CREATE TEMP VIEW {Sql.Name(stage.Relation)} AS SELECT {names} FROM {from}", cancel);
            foreach (ExpectationCheck check in stage.Expectations)
            {
                await ExpectAsync(stage.Relation, check, cancel);
            }
        }, cancel);
    }

    /// <summary>Evaluates a write's query once and brings its rows to the sinks, ready to be committed by the run.</summary>
    public Task WriteAsync(WriteRequest write, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(write);
        return GuardAsync($"computing `{write.Relation}`", async () =>
        {
            await CheckAsync(write.Sink, write.Columns, cancel);
            if (write.Rejects is not null)
            {
                await CheckAsync(write.Rejects, RejectColumns.All, cancel);
            }

            await PrepareAsync(write.Relation, write.Sql, write.Columns, [], cancel);
            if (!Run.DryRun)
            {
                await LoadAsync(write, cancel);
            }
        }, cancel);
    }

    private async Task LoadAsync(WriteRequest write, CancellationToken cancel)
    {
        using StepClock clock = Run.Begin("write", write.Sink.Name);
        long started = Run.Settings.Time.GetTimestamp();
        QueryFeed feed = new(this, write.Relation, write.Sql, write.Columns, write.Sites);
        PreparedWrite written = await SinkOf(write.Sink).LoadAsync(feed, cancel);
        PreparedWrite? rejects = written.AlreadyCommitted ? null : await RejectAsync(write.Rejects, feed.RejectsSql, cancel);
        RowAccount account = (feed.Account ?? new RowAccount(written.Rows, written.Rows, [])) with
        {
            RowsFrom = SourceRows(write.RowsFrom),
            Acknowledged = written.Rows,
            AcknowledgedRejects = rejects?.Rows,
        };
        if (!written.AlreadyCommitted)
        {
            account.Check(write.Relation);
        }

        Run.Report.Add(new WriteReport(
            write.Relation, write.Sink.Name, account.Read, written.Rows, account.Rejected, account.Filtered, account.Steps,
            Run.Settings.Time.GetElapsedTime(started))
        { AlreadyCommitted = written.AlreadyCommitted });
    }

    private async Task<PreparedWrite?> RejectAsync(BatchSink? sink, string? sql, CancellationToken cancel) => sink is null || sql is null
        ? null
        : await SinkOf(sink).LoadAsync(new QueryFeed(this, "rejects", sql, RejectColumns.All, []), cancel);

    private async Task ExpectAsync(string relation, ExpectationCheck check, CancellationToken cancel)
    {
        if (Run.DryRun)
        {
            await Session.ExecuteAsync($"EXPLAIN {check.Sql}", cancel);
            return;
        }

        var rows = await Session.RowsAsync(check.Sql, cancel);
        long violations = Convert.ToInt64(rows[0][0] ?? 0L, CultureInfo.InvariantCulture);
        var result = new ExpectationResult(check.Name, check.Severity, violations, rows[0][1]?.ToString(), check.File, check.Line);
        Run.Report.Add(result);
        if (result is { Passed: false, Severity: Severity.Fail })
        {
            throw new FlowException(RunErrors.ExpectationFailed(result, relation));
        }

        if (!result.Passed)
        {
            Run.Log.Warning($"`{relation}` breaks the expectation {check.Name}: {violations} violations, for example {result.Sample}");
        }
    }

    /// <summary>
    /// Creates the functions that the SQL calls, and lets the server itself confirm the columns that the compiler promised, before a row
    /// moves.
    /// </summary>
    private async Task PrepareAsync(
        string relation, string sql, ImmutableArray<Column> columns, ImmutableArray<string> others, CancellationToken cancel)
    {
        await FunctionsAsync([sql, .. others], cancel);
        ImmutableArray<LiveColumn> live = await QueryReader.DescribeAsync(Session, sql, cancel);
        string[] found = [.. live.Where(c => !FlagColumns.IsFlag(c.Name)).Select(c => $"{c.Name} {Plain(c.NativeType)}")];
        string[] expected = [.. columns.Select(c => $"{c.Name} {Plain(PostgresTypes.Name(c.Type))}")];
        if (!found.SequenceEqual(expected))
        {
            throw new FlowException(new FlowError(
                "RT6032",
                $"the SQL of `{relation}` does not give the columns that the program was compiled for",
                $"expected {string.Join(", ", expected)}; found {string.Join(", ", found)}",
                "this is a bug of the compiler: please report it with the program",
                Run.Pipeline.File,
                Run.Pipeline.Line));
        }
    }

    // Functions must be there for everybody at once: they are made in a transaction of their own, except in a dry run, which leaves none.
    private async Task FunctionsAsync(ImmutableArray<string> sql, CancellationToken cancel)
    {
        if (Run.DryRun)
        {
            await ServerFunctions.CreateAsync(Session, sql, cancel);
        }
        else if (await ServerFunctions.AnyMissingAsync(Session, sql, cancel))
        {
            await using PostgresSession session = await _connection.OpenAsync("flow functions", cancel);
            await ServerFunctions.EnsureAsync(session, sql, cancel);
        }
    }

    // A result has no precision: the sink's column has.
    private static string Plain(string type) => type.Contains('(', StringComparison.Ordinal)
        ? type[..type.IndexOf('(', StringComparison.Ordinal)] + (type.EndsWith("[]", StringComparison.Ordinal) ? "[]" : "")
        : type;

    private static PostgresSink SinkOf(BatchSink sink) =>
        sink as PostgresSink ?? throw new ArgumentException($"{sink.Name} is no table of the database", nameof(sink));
}
