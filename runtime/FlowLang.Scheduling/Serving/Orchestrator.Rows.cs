using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;

namespace FlowLang.Scheduling.Serving;

/// <summary>Rows that people look at.</summary>
internal sealed partial class Orchestrator
{
    private int _isShowing;

    public async Task<RowTable> PreviewRowsAsync(string pipeline, string relation, string? interval, CancellationToken cancel)
    {
        ServedPipeline known = Known(pipeline);
        TriggerRequest asked = new(pipeline, "") { Interval = interval ?? LastOf(known) };
        RunInterval? chosen = known.IsStream ? null : Intervals(asked)[0];
        if (Interlocked.Exchange(ref _isShowing, 1) == 1)
        {
            throw new FlowException(PreviewErrors.Busy());
        }

        try
        {
            return await context.PreviewAsync(pipeline, chosen, relation, cancel);
        }
        finally
        {
            Interlocked.Exchange(ref _isShowing, 0);
        }
    }

    private static string? LastOf(ServedPipeline pipeline) =>
        pipeline.Definition.Partition is null ? null : pipeline.Last?.Interval?.ToString();
}
