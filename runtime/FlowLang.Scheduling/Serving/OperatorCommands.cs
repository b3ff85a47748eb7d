using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;
using FlowLang.Scheduling.History;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling;

/// <summary>
/// <c>status</c>, <c>logs</c>, <c>cancel</c>, <c>pause</c> and <c>resume</c>: they read and write the ledger, and whoever serves sees it
/// within a
/// second. They need neither a server nor a port.
/// </summary>
public static class OperatorCommands
{
    private static readonly TimeSpan s_lookForLines = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(ServeContext context, OperatorRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        using var history = new RunHistory(context.Ledger.Database);
        string subject = request.Subject ?? "";
        switch (request.Command)
        {
            case OperatorCommand.Status:
                Status(context, history, request.Subject);
                break;
            case OperatorCommand.Logs:
                await LogsAsync(context, history, Known(history, subject), request.Follow, stop);
                break;
            case OperatorCommand.Cancel:
                Cancel(context, Known(history, subject));
                break;
            default:
                SetPause(context, subject, request.Command == OperatorCommand.Pause);
                break;
        }

        return 0;
    }

    private static void Status(ServeContext context, RunHistory history, string? name)
    {
        ImmutableHashSet<string> paused = history.Pauses();
        Dictionary<string, Job> last = history.LastOfEach().ToDictionary(job => job.Pipeline);
        BatchPipeline[] asked = [.. context.Pipelines().Where(p => name is null || p.Definition.Name == name)];
        if (name is not null && asked.Length == 0)
        {
            throw new FlowException(RunErrors.NoPipeline(name, context.Program));
        }

        ImmutableArray<string?> Row(BatchPipeline pipeline)
        {
            Job? job = last.GetValueOrDefault(pipeline.Definition.Name);
            return
            [
                pipeline.Definition.Name, pipeline.GoesOn ? "stream" : pipeline.Definition.Schedule,
                paused.Contains(pipeline.Definition.Name) ? "paused" : null, job?.Id, job?.Interval?.ToString(),
                job?.Phase.ToString().ToLowerInvariant(), job?.Due.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                job?.Error is { } error ? $"{job.ErrorCode}: {error}" : null,
            ];
        }

        int serving = history.Schedulers().Count(s => context.Ledger.Database.MayBeAlive(s.Process));
        context.Result(serving == 0 ? "nobody serves it now" : serving == 1 ? "it is served" : $"it is served by {serving} processes");
        ImmutableArray<Column> columns =
        [
            new("pipeline", ColumnType.Text), new("schedule", ColumnType.Text, true), new("paused", ColumnType.Text, true),
            new("last run", ColumnType.Text, true), new("interval", ColumnType.Text, true), new("state", ColumnType.Text, true),
            new("due", ColumnType.Text, true), new("error", ColumnType.Text, true),
        ];
        context.Table(new RowTable("pipelines", columns, [.. asked.Select(Row)], asked.Length));
    }

    private static async Task LogsAsync(ServeContext context, RunHistory history, Job job, bool follow, CancellationToken stop)
    {
        const int AtOnce = 500;
        for (long number = 0; ;)
        {
            bool hasEnded = history.Find(job.Id) is not { IsOpen: true };
            IReadOnlyList<LogLine> lines = history.Lines(job.Id, number, AtOnce);
            foreach (LogLine line in lines)
            {
                number = line.Number;
                string time = line.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                context.Result($"{time}  {line.Level.ToString().ToUpperInvariant(),-7}  {line.Message}");
            }

            if (lines.Count == AtOnce)
            {
                continue;
            }

            if (!follow || hasEnded)
            {
                return;
            }

            await Task.Delay(s_lookForLines, context.Settings.Time, stop);
        }
    }

    private static void Cancel(ServeContext context, Job job)
    {
        string by = System.Environment.UserName;
        DateTimeOffset now = context.Settings.Time.GetUtcNow();
        var store = new RunStore(context.Ledger);
        string done = store.Transact(transaction =>
        {
            if (transaction.Find(job.Id) is not { IsOpen: true, IsStream: false } open)
            {
                throw new FlowException(ScheduleErrors.HasEnded(job.Id, job.Phase));
            }

            bool isRunning = open.Phase == RunPhase.Running;
            transaction.Update(
                isRunning ? open with { CancelledBy = by } : open with { Phase = RunPhase.Cancelled, CancelledBy = by, Ended = now },
                open.Token);
            if (!isRunning)
            {
                transaction.AddEvent(now, "run.ended", open.Pipeline, open.Id, $"cancelled by {by}");
            }

            return isRunning ? $"run {open.Id} is told to stop" : $"run {open.Id} is cancelled";
        });
        context.Result(done);
    }

    private static void SetPause(ServeContext context, string pipeline, bool isPause)
    {
        if (context.Pipelines().All(p => p.Definition.Name != pipeline))
        {
            throw new FlowException(RunErrors.NoPipeline(pipeline, context.Program));
        }

        string by = System.Environment.UserName;
        DateTimeOffset now = context.Settings.Time.GetUtcNow();
        var store = new RunStore(context.Ledger);
        store.Transact(transaction =>
        {
            if (isPause)
            {
                transaction.Pause(pipeline, by, now);
            }
            else
            {
                transaction.Resume(pipeline);
            }

            transaction.AddEvent(now, isPause ? "pipeline.paused" : "pipeline.resumed", pipeline, null, $"by {by}");
            return true;
        });
        context.Result(isPause
            ? $"{pipeline} is paused: its schedule starts it no more; `run` and the buttons still do"
            : $"{pipeline} is resumed");
    }

    private static Job Known(RunHistory history, string id) =>
        history.Find(id) ?? throw new FlowException(ScheduleErrors.NoRun(id));
}
