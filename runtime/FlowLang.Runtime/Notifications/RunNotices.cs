namespace FlowLang.Runtime;

/// <summary>
/// The notices of <c>run</c>, which knows of the runs before it from the ledger only: a pipeline whose last run there failed is no news
/// when it fails again in the same way, and is when it is well.
/// </summary>
internal sealed class RunNotices(FlowProgram program, ProgramSettings settings, RunLedger? ledger, RunLog log) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private NoticeOffice? _office;

    /// <summary>To be called before the first run of a pipeline.</summary>
    public void Begin(PipelineDefinition pipeline)
    {
        if (ledger is null || pipeline.OnFailure.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            _office ??= new NoticeOffice(program, settings, log);
            if (ledger.Latest(1, pipeline.Name) is [{ State: RunState.Failed or RunState.Crashed } last])
            {
                _office.Desk.Recall(pipeline.Name, last.Error?.Split(':')[0], last.Started);
            }
        }
    }

    /// <summary>A run of a pipeline that has begun ended.</summary>
    public void Ended(PipelineDefinition pipeline, RunInterval? interval, FlowError? error)
    {
        if (_office is null || pipeline.OnFailure.IsEmpty)
        {
            return;
        }

        DateTimeOffset now = settings.Time.GetUtcNow();
        string run = ledger?.Latest(1, pipeline.Name) is [var last] ? last.Id : pipeline.Name;
        lock (_gate)
        {
            if (error is null)
            {
                _office.Desk.Succeeded(pipeline, run, interval?.ToString(), now);
            }
            else
            {
                _office.Desk.Failed(pipeline, run, interval?.ToString(), error, now);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_office is not null)
        {
            await _office.DrainAsync(s_patience);
            await _office.DisposeAsync();
        }
    }
}
