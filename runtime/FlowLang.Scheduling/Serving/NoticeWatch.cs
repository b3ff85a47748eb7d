using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;

namespace FlowLang.Scheduling.Serving;

/// <summary>Tells whom pipelines name in `on_failure` of runs that failed for good, are late, and are well again.</summary>
internal sealed class NoticeWatch(ServeContext context, IOrchestrator orchestrator, IEnumerable<ServedPipeline> pipelines)
{
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, ServedPipeline> _pipelines =
        pipelines.Where(p => !p.Definition.OnFailure.IsEmpty).ToDictionary(p => p.Definition.Name, StringComparer.Ordinal);

    /// <summary>Until cancelled; then what waits is told yet.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (_pipelines.Count == 0)
        {
            return;
        }

        await using NoticeOffice office = new(context.Program, context.Settings, context.Log);
        foreach (ServedPipeline pipeline in _pipelines.Values.Where(p => p.IsFailing))
        {
            DateTimeOffset since = pipeline.Last?.Started ?? context.Settings.Time.GetUtcNow();
            office.Desk.Recall(pipeline.Definition.Name, pipeline.Last?.ErrorCode, since);
        }

        try
        {
            await foreach (OrchestrationEvent happened in orchestrator.EventsAsync(after: null, cancel))
            {
                Tell(office.Desk, happened);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }

        await office.DrainAsync(s_lastWords);
    }

    private void Tell(NoticeDesk desk, OrchestrationEvent happened)
    {
        if (!_pipelines.TryGetValue(happened.Pipeline, out ServedPipeline? pipeline))
        {
            return;
        }

        RunSummary? run = happened.Summary;
        switch (happened.Kind, run?.Phase)
        {
            case ("run.ended", RunPhase.Failed) when run is not null:
                FlowError error = new(run.ErrorCode ?? "RT9001", run.Error ?? "it failed");
                desk.Failed(pipeline.Definition, run.Id, run.Interval, error, happened.At);
                break;
            case ("run.ended", RunPhase.Done) when run is not null:
                desk.Succeeded(pipeline.Definition, run.Id, run.Interval, happened.At);
                break;
            case ("pipeline.late", _):
                desk.Late(pipeline.Definition, run?.Interval, happened.At);
                break;
        }
    }
}
