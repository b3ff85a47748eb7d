using System.Diagnostics;

namespace FlowLang.Runtime;

/// <summary>A part of a run that goes on until it is disposed: then its time is in the report, and its span in the trace ends.</summary>
public sealed class StepClock : IDisposable
{
    private readonly BatchRun _run;
    private readonly string _work;
    private readonly string _subject;
    private readonly Activity? _span;
    private readonly DateTimeOffset _began;
    private readonly long _started;

    internal StepClock(BatchRun run, string work, string subject)
    {
        (_run, _work, _subject) = (run, work, subject);
        _span = RunSpans.Begin(work, subject);
        _began = run.Settings.Time.GetUtcNow();
        _started = run.Settings.Time.GetTimestamp();
    }

    public void Dispose()
    {
        _span?.Dispose();
        _run.Report.Add(new StepTime(_work, _subject, _began, _began + _run.Settings.Time.GetElapsedTime(_started)));
    }
}
