namespace FlowLang.Runtime;

/// <summary>The log of one served run: the process's lines and the run's own.</summary>
internal sealed class ServedLog(HostLog process, IRunLogSink sink) : HostLog
{
    private const int ShownRows = 20;

    public override void Enter(BatchRun run) => process.Enter(run);

    public override void Separate() => process.Separate();

    public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields)
    {
        process.Write(level, message, fields);
        sink.Line(level, message);
    }

    public override void Progress(string work, long done, long? total, string unit) => sink.Progress(work, done, total, unit);

    public override void Step(StepTime time) => sink.Step(time);

    public override void Stream(Func<StreamSample> sample) => sink.Stream(sample());

    public override void Table(RowTable table)
    {
        process.Table(table);
        sink.Line(LogLevel.Info, TextTable.Format(table with { Rows = [.. table.Rows.Take(ShownRows)] }));
    }

    public override void Failed(FlowError error)
    {
        process.Failed(error);
        sink.Line(LogLevel.Error, error.ToString());
    }

    public override void Finished(BatchRun run, TimeSpan duration)
    {
        process.Finished(run, duration);
        sink.Line(LogLevel.Info, ReportText.Format(run, duration));
    }

    public override void Result(string text) => process.Result(text);
}
