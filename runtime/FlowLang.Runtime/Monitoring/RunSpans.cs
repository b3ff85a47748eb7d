using System.Diagnostics;

namespace FlowLang.Runtime;

/// <summary>
/// The spans of a run for OpenTelemetry: one a try, and within it one for what is read, staged, written and committed. Nothing is made of
/// them unless somebody listens. Streams have none: their runs do not end.
/// </summary>
public static class RunSpans
{
    /// <summary>The name of the source, as those who listen ask for it.</summary>
    public const string SourceName = "FlowLang";

    private static readonly ActivitySource s_source = new(SourceName);

    internal static Activity? Begin(string work, string subject) => s_source.StartActivity($"{work} {subject}");

    internal static Activity? Begin(BatchRun run) => s_source.StartActivity($"run {run.Pipeline.Name}")?
        .SetTag("flow.program", run.ProgramName)
        .SetTag("flow.pipeline", run.Pipeline.Name)
        .SetTag("flow.run", run.Id)
        .SetTag("flow.interval", run.Interval?.ToString())
        .SetTag("flow.attempt", run.Attempt);

    internal static void End(Activity? span, RunTotals totals, FlowError? error)
    {
        span?.SetTag("flow.rows.read", totals.Read)
            .SetTag("flow.rows.written", totals.Written)
            .SetTag("flow.rows.rejected", totals.Rejected)
            .SetTag("error.type", error?.Code)
            .SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, error?.Message);
    }
}
