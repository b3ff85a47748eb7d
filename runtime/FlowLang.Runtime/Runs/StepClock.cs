using System.Diagnostics;

namespace FlowLang.Runtime;

/// <summary>
/// A part of a run that goes on until it is disposed: then its time is in the report, and its span in the trace ends. The log is told of
/// both ends.
/// </summary>
public sealed class StepClock : IDisposable
{
    private readonly BatchRun _run;
    private readonly StepTime _begun;
    private readonly Activity? _span;
    private readonly long _started;

    internal StepClock(BatchRun run, string work, string subject)
    {
        _run = run;
        _span = RunSpans.Begin(work, subject);
        _begun = new StepTime(work, subject, run.Settings.Time.GetUtcNow(), null);
        _started = run.Settings.Time.GetTimestamp();
        run.Log.Step(_begun);
    }

    public void Dispose()
    {
        _span?.Dispose();
        StepTime ended = _begun with { Ended = _begun.Began + _run.Settings.Time.GetElapsedTime(_started) };
        _run.Report.Add(ended);
        _run.Log.Step(ended);
    }
}
