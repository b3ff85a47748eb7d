using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLang.Runtime;

/// <summary>
/// A dashboard of Grafana for a program, as its provisioning reads it from a file: runs, waiting, rows and, where there are some, streams.
/// Schema: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model
/// </summary>
internal static class Dashboard
{
    private const int Width = 12;
    private const int Height = 8;

    public static string Of(string program, bool hasStreams)
    {
        using MemoryStream stream = new();
        JsonWriterOptions form = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(stream, form))
        {
            json.WriteStartObject();
            json.WriteString("uid", $"flow-{program}");
            json.WriteString("title", $"{program}: pipelines");
            json.WriteNumber("schemaVersion", 39);
            json.WriteString("refresh", "30s");
            json.WriteStartObject("time");
            json.WriteString("from", "now-6h");
            json.WriteString("to", "now");
            json.WriteEndObject();
            json.WriteStartArray("panels");
            int at = 0;
            foreach (Panel panel in hasStreams ? [.. Runs, .. Streams] : Runs)
            {
                Write(json, panel, at++);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Panel[] Runs =>
    [
        new("Runs that ended", "short", "{{phase}}", $"sum by (phase) (increase({MetricNames.Ended}[$__rate_interval]))"),
        new("Pipelines that fail", "short", "failing", MetricNames.Failing),
        new("Longest wait of a run that is due", "s", "wait", MetricNames.QueueWait),
        new("Running and waiting", "short", "{{__name__}}", $"{{__name__=~\"{MetricNames.Running}|{MetricNames.Queued}\"}}"),
        new("From due to start, 99 of 100", "s", "p99",
            $"histogram_quantile(0.99, sum by (le) (rate({MetricNames.StartLag}_bucket[$__rate_interval])))"),
        new("Duration of a run, 95 of 100", "s", "p95",
            $"histogram_quantile(0.95, sum by (le) (rate({MetricNames.Duration}_bucket[$__rate_interval])))"),
        new("Rows", "short", "{{kind}}", $"sum by (kind) (rate({MetricNames.Rows}[$__rate_interval]))"),
        new("Further tries", "short", "{{pipeline}}", $"sum by (pipeline) (increase({MetricNames.Retried}[$__rate_interval]))"),
    ];

    private static Panel[] Streams =>
    [
        new("Records a second", "short", "{{pipeline}}", MetricNames.StreamRate),
        new("Records behind", "short", "{{pipeline}}", MetricNames.StreamLag),
        new("Watermark behind the clock", "s", "{{pipeline}}", MetricNames.WatermarkDelay),
        new("State", "bytes", "{{pipeline}}", MetricNames.StreamState),
        new("Dead letters", "short", "{{pipeline}}", $"increase({MetricNames.DeadLetters}[$__rate_interval])"),
        new("Late rows", "short", "{{pipeline}}", $"increase({MetricNames.LateRows}[$__rate_interval])"),
        new("Broken expectations", "short", "{{pipeline}}: {{expectation}}",
            $"increase({MetricNames.BrokenExpectations}[$__rate_interval])"),
    ];

    private static void Write(Utf8JsonWriter json, Panel panel, int at)
    {
        json.WriteStartObject();
        json.WriteNumber("id", at + 1);
        json.WriteString("type", "timeseries");
        json.WriteString("title", panel.Title);
        json.WriteStartObject("gridPos");
        json.WriteNumber("x", at % 2 * Width);
        json.WriteNumber("y", at / 2 * Height);
        json.WriteNumber("w", Width);
        json.WriteNumber("h", Height);
        json.WriteEndObject();
        json.WriteStartObject("fieldConfig");
        json.WriteStartObject("defaults");
        json.WriteString("unit", panel.Unit);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("targets");
        json.WriteStartObject();
        json.WriteString("refId", "A");
        json.WriteString("expr", panel.Expression);
        json.WriteString("legendFormat", panel.Legend);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed record Panel(string Title, string Unit, string Legend, string Expression);
}
