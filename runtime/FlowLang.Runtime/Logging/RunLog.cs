namespace FlowLang.Runtime;

/// <summary>How grave a line of the log is; the names are Google Cloud Logging's severities.</summary>
public enum LogLevel
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>Where a run says what it does. Implementations: a terminal, plain lines, JSON lines; <see cref="Silent"/> for tests.</summary>
public abstract class RunLog
{
    public static RunLog Silent { get; } = new SilentLog();

    public abstract void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields);

    /// <summary>
    /// Rows (or bytes) done so far of a named piece of work; <paramref name="total"/> where it is known. Called often: must be cheap.
    /// </summary>
    public virtual void Progress(string work, long done, long? total, string unit)
    {
    }

    /// <summary>A part of the run began, or ended where <paramref name="time"/> has an end.</summary>
    public virtual void Step(StepTime time)
    {
    }

    /// <summary>
    /// How a stream stands behind each of its rounds, of which there may be hundreds a second; taken only where somebody watches.
    /// </summary>
    public virtual void Stream(Func<StreamSample> sample)
    {
    }

    /// <summary>Shows rows: the result of a write to the console.</summary>
    public virtual void Table(RowTable table)
    {
    }

    public void Info(string message) => Write(LogLevel.Info, message);

    public void Warning(string message) => Write(LogLevel.Warning, message);

    private sealed class SilentLog : RunLog
    {
        public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields)
        {
        }
    }
}
