using System.Diagnostics;
using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>
/// One attempt to run a pipeline for one interval. It holds the transactions of the targets, commits them together, and rolls back what is
/// left when it is disposed.
/// </summary>
public sealed class BatchRun : IAsyncDisposable
{
    private readonly Dictionary<object, RunTransaction> _transactions = [];

    /// <summary>Unique, sortable by time, safe in file and table names: <c>20240101t053000-1a2b3c4d5e6f</c>.</summary>
    public required string Id { get; init; }

    public required PipelineDefinition Pipeline { get; init; }

    public required string ProgramName { get; init; }

    public required string SourceHash { get; init; }

    public required ProgramSettings Settings { get; init; }

    /// <summary>The program's <c>now()</c>: fixed for the run.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public RunInterval? Interval { get; init; }

    /// <summary>1-based.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>A stream ends at the end that its input has when it starts.</summary>
    public bool IsBounded { get; init; }

    /// <summary>Open and check everything, say what would be read and written, write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Of a dry run: look at every source and sink, also behind one that is wrong.</summary>
    public EndpointAudit? Audit { get; init; }

    /// <summary>Of a dry run: the rows that somebody wants to see; sinks are not asked then.</summary>
    public RowPreview? Preview { get; init; }

    /// <summary>How far earlier runs read; null in a run that nothing remembers (a dry run, a preview).</summary>
    public ICursors? Cursors { get; init; }

    /// <summary>What an earlier run loaded; null where there was none, or where everything is to be loaded again.</summary>
    public LoadedFiles? Loaded { get; init; }

    public RunLog Log { get; init; } = RunLog.Silent;

    /// <summary>Asked before anything becomes visible; null where nobody else can do this run.</summary>
    public RunFence? Fence { get; init; }

    public RunReport Report { get; } = new();

    /// <summary>What traces have of it; null where nobody listens.</summary>
    internal Activity? Span { get; set; }

    public bool Committed { get; private set; }

    /// <summary>A fresh run id.</summary>
    public static string NewId(TimeProvider time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd't'HHmmss}-{Guid.NewGuid().ToString("N")[..12]}");

    /// <summary>A part of the run that goes on here, until it is disposed.</summary>
    /// <param name="work">What is done: <c>read</c>, <c>stage</c>, <c>write</c>, <c>commit</c>.</param>
    /// <param name="subject">To what, as the program names it.</param>
    public StepClock Begin(string work, string subject) => new(this, work, subject);

    /// <summary>
    /// The transaction of a target, made by the first sink that asks for it. <paramref name="key"/> identifies the target.
    /// </summary>
    public T Enlist<T>(object key, Func<T> create)
        where T : RunTransaction
    {
        if (!_transactions.TryGetValue(key, out RunTransaction? transaction))
        {
            transaction = create();
            _transactions.Add(key, transaction);
        }

        return (T)transaction;
    }

    /// <summary>
    /// Makes all writes visible, databases first, after the accounts of all writes were checked. A dry run commits nothing.
    /// </summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        if (!DryRun)
        {
            foreach (RunTransaction transaction in _transactions.Values.OrderBy(t => t.Order).ToList())
            {
                await transaction.PrepareAsync(Report.Totals, cancel);
            }

            Fence?.Ask();
            foreach (RunTransaction transaction in _transactions.Values.OrderBy(t => t.Order))
            {
                using StepClock clock = Begin("commit", transaction.Target);
                await transaction.CommitAsync(Report.Totals, cancel);
            }
        }

        Committed = true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RunTransaction transaction in _transactions.Values)
        {
            await transaction.DisposeAsync();
        }

        _transactions.Clear();
    }
}
