using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>Plain lines, for pipes and files.</summary>
internal class PlainLog(HostEnvironment environment) : HostLog
{
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private long _lastProgress = environment.Time.GetTimestamp();

    protected HostEnvironment Environment => environment;

    public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields)
    {
        if (level == LogLevel.Debug)
        {
            return; // what it says is in its fields, for machines
        }

        string prefix = level switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error => "error: ",
            _ => "",
        };
        Line(level >= LogLevel.Warning ? environment.Error : environment.Out, prefix + message);
    }

    public override void Progress(string work, long done, long? total, string unit)
    {
        if (environment.Time.GetElapsedTime(Interlocked.Read(ref _lastProgress)) < s_progressEvery)
        {
            return;
        }

        Interlocked.Exchange(ref _lastProgress, environment.Time.GetTimestamp());
        string of = total > 0 ? string.Create(CultureInfo.InvariantCulture, $" of {total:N0} ({100.0 * done / total.Value:F0} %)") : "";
        Line(environment.Out, string.Create(CultureInfo.InvariantCulture, $"  {work}: {done:N0}{of} {unit}"));
    }

    public override void Table(RowTable table) => Line(environment.Out, TextTable.Format(table));

    public override void Failed(FlowError error) => Line(environment.Error, error.ToString());

    /// <summary>FLOW_REPORT=none leaves the report out: for previews, where only the rows are of interest.</summary>
    public override void Finished(BatchRun run, TimeSpan duration)
    {
        if (environment.Variable("FLOW_REPORT") != "none")
        {
            Line(environment.Out, ReportText.Format(run, duration));
        }
    }

    public override void Result(string text) => Line(environment.Out, text);

    protected void Line(TextWriter writer, string text)
    {
        lock (_gate)
        {
            writer.WriteLine(text);
        }
    }
}
