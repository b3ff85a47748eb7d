namespace FlowLang.Runtime;

/// <summary>Takes what a served run says, beside the process's own log. Called from many threads, and must be cheap.</summary>
public interface IRunLogSink
{
    void Line(LogLevel level, string message);

    /// <summary>As <see cref="RunLog.Progress"/>.</summary>
    void Progress(string work, long done, long? total, string unit);

    /// <summary>A part of the run began or ended, as of <see cref="RunLog.Step"/>.</summary>
    void Step(StepTime time);

    /// <summary>How a stream stands, as of <see cref="RunLog.Stream"/>.</summary>
    void Stream(StreamSample sample);
}
