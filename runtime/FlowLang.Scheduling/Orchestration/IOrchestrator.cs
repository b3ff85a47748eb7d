using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>
/// What people and programs see and ask of a program that is served: the one face of scheduler, queue and ledger, behind HTTP, web pages
/// and the command line alike. Times are UTC. Questions answer from memory or an index and may be asked often; requests are on the ledger
/// when they return, so that a crash behind them loses nothing. Mistakes of the asker are <see cref="Runtime.FlowException"/>s of
/// kind usage.
/// </summary>
public interface IOrchestrator
{
    /// <summary>The program that is served.</summary>
    ProgramFacts Program { get; }

    /// <summary>The program's manifest as JSON in UTF-8: schemas, plans, SQL, lineage.</summary>
    Stream OpenManifest();

    /// <summary>A file of the C# that the program was compiled from, as its manifest names it; null where there is none.</summary>
    string? ReadCode(string file);

    /// <summary>How all goes, in numbers.</summary>
    Overview Overview();

    /// <summary>
    /// What hinders it from working, a sentence each, such as a ledger that can't be written; none where all is well. What single runs and
    /// streams meet is no part of it.
    /// </summary>
    Task<ImmutableArray<string>> ProblemsAsync(CancellationToken cancel);

    /// <summary>Pipelines that the query asks for, by name.</summary>
    Page<PipelineStatus> Pipelines(PipelineQuery query);

    /// <summary>One pipeline; null where there is none of the name.</summary>
    PipelineStatus? Pipeline(string name);

    /// <summary>
    /// When a pipeline's next runs begin, or those of all where it is null: at most <paramref name="count"/>, the nearest first.
    /// </summary>
    ImmutableArray<PlannedRun> Next(string? pipeline, int count);

    /// <summary>Runs that the query asks for, newest first.</summary>
    Page<RunSummary> Runs(RunQuery query);

    /// <summary>One run with all that its report holds; null where there is none of the id.</summary>
    RunDetail? Run(string id);

    /// <summary>
    /// Lines of a run's log with numbers above <paramref name="after"/>, oldest first. With <paramref name="follow"/> until the run has
    /// ended, else until those that there are.
    /// </summary>
    IAsyncEnumerable<LogLine> LogAsync(string run, long after, bool follow, CancellationToken cancel);

    /// <summary>What happens, from now on or behind the event of number <paramref name="after"/>, until cancelled.</summary>
    IAsyncEnumerable<OrchestrationEvent> EventsAsync(long? after, CancellationToken cancel);

    /// <summary>The streams of the program.</summary>
    ImmutableArray<StreamStatus> Streams();

    /// <summary>
    /// The first rows of a stage or write of a pipeline, computed now by the embedded engine, for one at a time: at most
    /// <see cref="RowPreview.MostRows"/>, within <see cref="RowPreview.Patience"/>. Without an interval for that of the last run.
    /// </summary>
    Task<RowTable> PreviewRowsAsync(string pipeline, string relation, string? interval, CancellationToken cancel);

    /// <summary>The runs that a request would start, without starting them: the intervals and what each of them loaded before.</summary>
    ImmutableArray<PlannedRun> Preview(TriggerRequest request);

    /// <summary>
    /// Queues runs. A request whose key was used within the last day gives what it gave then, without queueing again; another request under
    /// the same key is a mistake.
    /// </summary>
    Task<ImmutableArray<string>> TriggerAsync(TriggerRequest request, CancellationToken cancel);

    /// <summary>Ends a run that is queued or goes; false where it had ended.</summary>
    Task<bool> CancelRunAsync(string run, string by, CancellationToken cancel);

    /// <summary>A pipeline is started no more by its schedule until it is resumed; what goes, ends. A stream is drained.</summary>
    Task PauseAsync(string pipeline, string by, CancellationToken cancel);

    /// <summary>Takes a pause back. What was due meanwhile is caught up as `catch_up` says.</summary>
    Task ResumeAsync(string pipeline, string by, CancellationToken cancel);
}
