using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Scheduling.Store;
using FlowLang.Scheduling.Tests.Serving;

namespace FlowLang.Scheduling.Tests.Store;

/// <summary>
/// A program that writes one row to a database, with its ledger in another: its first try stops between the question whether the run is
/// its own and the commit, as a process that is stopped does.
/// </summary>
internal sealed class FencedProgram(PostgresDatabase ledger, PostgresConnection target, bool computes) : FlowProgram
{
    private const string Job = "job";
    private static readonly ImmutableArray<Column> s_columns = [new("n", ColumnType.Int64)];
    private readonly TaskCompletionSource _asked = new();
    private readonly TaskCompletionSource _wakes = new();

    public override string Name => "fenced";

    public override string SourceHash => "0";

    public override string CompilerVersion => "0.1.0";

    /// <summary>Whether the first try goes on at once.</summary>
    public bool IsAwake { get; init; }

    /// <summary>The first try has asked.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Lets the first try go on.</summary>
    public void Wake() => _wakes.TrySetResult();

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings) => [new Load(this)];

    public override LedgerDatabase? CreateLedger(ProgramSettings settings) => LedgerServer.Of(ledger, Name);

    public Task ServeAsync(Func<ServeContext, Task> body) => TestHost.ServeAsync(this, body);

    /// <summary>A try by a process that took the run up with this token; the ledger says that it is its own.</summary>
    public static Task<AttemptResult> AttemptAsync(ServeContext context, int token, string job = Job) => context.AttemptAsync(
        new AttemptRequest(job, "load", token, new Silence())
        {
            Fence = new RunFence(job, token, () => { }) { Ledger = context.Ledger.Database },
        },
        CancellationToken.None);

    /// <summary>What a scheduler says of the tries of a run that it takes over.</summary>
    public static void TakeOver(ServeContext context) => new RunStore(context.Ledger).Transact(transaction =>
    {
        transaction.Abandon(Job);
        return true;
    });

    private sealed class Load(FencedProgram program) : BatchPipeline
    {
        public override PipelineDefinition Definition { get; } = new("load", "main.flow", 1);

        public override IReadOnlyList<ICommitRecord> CommitRecords => [program.Target];

        protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
        {
            BatchSink sink = program.Target.Table("mart.loaded", new TableOptions { Mode = WriteMode.Append });
            WriteRequest write = new("t") { Sql = "SELECT CAST(1 AS BIGINT) AS n", Columns = s_columns, Sink = sink };
            if (program.Computes)
            {
                await using PostgresBatch batch = await PostgresBatch.OpenAsync(run, program.Target, cancel);
                await batch.CheckAsync(sink, s_columns, cancel);
                await batch.WriteAsync(write, cancel);
            }
            else
            {
                await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
                await duck.WriteAsync(write, cancel);
            }

            if (run.Attempt == 1 && !program.IsAwake)
            {
                run.Enlist("stop", () => new Stop(program));
            }

            await run.CommitAsync(cancel);
        }
    }

    private PostgresConnection Target => target;

    private bool Computes => computes;

    // Comes before all targets, behind the question.
    private sealed class Stop(FencedProgram program) : RunTransaction
    {
        public override int Order => DatabaseOrder - 1;

        public override string Target => "a process that is stopped";

        public override Task CommitAsync(RunTotals totals, CancellationToken cancel)
        {
            program._asked.SetResult();
            return program._wakes.Task;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Silence : IRunLogSink
    {
        public void Line(LogLevel level, string message)
        {
        }

        public void Progress(string work, long done, long? total, string unit)
        {
        }

        public void Step(StepTime time)
        {
        }

        public void Stream(StreamSample sample)
        {
        }
    }
}
