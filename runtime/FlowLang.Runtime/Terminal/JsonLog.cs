using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLang.Runtime;

/// <summary>One JSON object a line, with the field names of Google Cloud Logging (severity, message, time).</summary>
internal sealed class JsonLog(HostEnvironment environment) : HostLog
{
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(5);
    private static readonly JsonWriterOptions s_readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _traces = environment.Variable("GOOGLE_CLOUD_PROJECT") is { Length: > 0 } project
        ? $"projects/{project}/traces/"
        : "";

    private readonly Lock _gate = new();
    private long _lastProgress = environment.Time.GetTimestamp();

    public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            json.WriteString("severity", level.ToString().ToUpperInvariant());
            json.WriteString("message", message);
            json.WriteString("time",
                environment.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            if (Current is { } run)
            {
                json.WriteString("run", run.Id);
                json.WriteString("pipeline", run.Pipeline.Name);
                json.WriteNumber("attempt", run.Attempt);
                if (run.Interval is { } interval)
                {
                    json.WriteString("interval", interval.ToString());
                }

                if (run.Span is { } span)
                {
                    json.WriteString("logging.googleapis.com/trace", _traces + span.TraceId.ToHexString());
                    json.WriteString("logging.googleapis.com/spanId", span.SpanId.ToHexString());
                }
            }

            foreach ((string name, object? value) in fields)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }

            json.WriteEndObject();
        }

        lock (_gate)
        {
            environment.Out.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        }
    }

    public override void Progress(string work, long done, long? total, string unit)
    {
        if (environment.Time.GetElapsedTime(Interlocked.Read(ref _lastProgress)) >= s_progressEvery)
        {
            Interlocked.Exchange(ref _lastProgress, environment.Time.GetTimestamp());
            Write(LogLevel.Info, $"{work}: {done} {unit}", new("work", work), new("done", done), new("total", total), new("unit", unit));
        }
    }

    public override void Table(RowTable table)
    {
        foreach (var row in table.Rows)
        {
            Write(LogLevel.Info, table.Title, new KeyValuePair<string, object?>(
                "row", table.Columns.Select((c, i) => (c.Name, row[i])).ToDictionary(p => p.Name, p => p.Item2)));
        }
    }

    public override void Failed(FlowError error) => Write(
        LogLevel.Error, error.Message, new("code", error.Code), new("why", error.Why), new("help", error.Help), new("file", error.File),
        new("line", error.Line));

    public override void Finished(BatchRun run, TimeSpan duration)
    {
        foreach (SourceReport source in run.Report.Sources)
        {
            Write(LogLevel.Info, $"read {source.Source}", new("rows", source.Rows), new("bytes", source.Bytes), new("files", source.Files));
            foreach (SourceFile file in source.Downloads)
            {
                Write(
                    LogLevel.Info, $"{(file.IsFetched ? "fetched" : "unchanged")} {file.Name}", new("url", file.Url),
                    new("bytes", file.Bytes), new("sha256", file.Sha256), new("etag", file.ETag), new("modified", file.Modified));
            }
        }

        foreach (StepCount step in run.Report.Stages.Concat(run.Report.Writes.SelectMany(w => w.Steps)).Where(s => s.Rows > 0))
        {
            Write(
                LogLevel.Info, $"{step.Step}: {step.Action} {step.Rows}", new("step", step.Step), new("action", step.Action.ToString()),
                new("reason", step.Reason), new("rows", step.Rows));
        }

        foreach (ExpectationResult result in run.Report.Expectations)
        {
            Write(
                result.Passed ? LogLevel.Info : LogLevel.Warning, $"expect {result.Name}: {result.Violations} violations",
                new("expectation", result.Name), new("violations", result.Violations), new("sample", result.Sample));
        }

        foreach (WriteReport write in run.Report.Writes)
        {
            Write(
                LogLevel.Info, $"wrote {write.Relation} to {write.Target}", new("read", write.Read), new("written", write.Written),
                new("rejected", write.Rejected), new("filtered", write.Filtered), new("seconds", write.Duration.TotalSeconds));
        }

        Write(LogLevel.Info, run.DryRun ? "dry run done" : "run done", new("seconds", duration.TotalSeconds), new("dryRun", run.DryRun));
    }

    public override void Result(string text) => Write(LogLevel.Info, text);

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case IReadOnlyDictionary<string, string?> map:
                json.WriteStartObject();
                foreach ((string name, string? text) in map)
                {
                    json.WriteString(name, text);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
