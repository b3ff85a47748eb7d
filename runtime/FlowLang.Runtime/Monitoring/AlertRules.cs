using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLang.Runtime;

/// <summary>
/// Rules for Prometheus that follow from a program: its `sla`s, its streams, and what is wrong in any program. A file of rules as
/// https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules has it.
/// </summary>
internal static class AlertRules
{
    public static string Of(string program, IEnumerable<BatchPipeline> pipelines)
    {
        ImmutableArray<BatchPipeline> all = [.. pipelines];
        IEnumerable<Rule> rules =
        [
            new("FlowDown", $"absent({MetricNames.Pipelines})", "2m", "page", $"{program} is not served"),
            new("FlowPipelinesFailing", $"{MetricNames.Failing} > 0", "5m", "warn", "{{ $value }} pipelines fail"),
            new("FlowQueueWaits", $"{MetricNames.QueueWait} > 300", "5m", "warn", "a run has been due for {{ $value }} s and waits"),
            .. all.Where(p => p.Definition.Sla is not null).Select(Late),
            .. all.Where(p => p.GoesOn).SelectMany(Stream),
        ];
        StringBuilder text = new($"groups:\n  - name: {Quoted(program)}\n    rules:\n");
        foreach (Rule rule in rules)
        {
            text.Append($"      - alert: {rule.Name}\n");
            text.Append($"        expr: {Quoted(rule.Expression)}\n");
            text.Append($"        for: {rule.For}\n");
            text.Append($"        labels: {{ severity: {rule.Severity} }}\n");
            text.Append($"        annotations: {{ summary: {Quoted(rule.Summary)} }}\n");
        }

        return text.ToString().TrimEnd();
    }

    private static Rule Late(BatchPipeline pipeline) => new(
        "FlowPipelineLate", $"{MetricNames.PipelineLate}{{pipeline=\"{pipeline.Definition.Name}\"}} == 1", "0m", "page",
        $"{pipeline.Definition.Name} is behind its sla of {ReportText.Duration(pipeline.Definition.Sla ?? default)} ({At(pipeline)})");

    private static IEnumerable<Rule> Stream(BatchPipeline pipeline)
    {
        string name = pipeline.Definition.Name;
        string of = $"{{pipeline=\"{name}\"}}";
        return
        [
            new("FlowStreamDown", $"{MetricNames.StreamUp}{of} == 0", "2m", "page", $"{name} does not go ({At(pipeline)})"),
            new("FlowStreamBehind", $"{MetricNames.WatermarkDelay}{of} > 600", "10m", "warn",
                $"{name} is {{{{ $value }}}} s behind ({At(pipeline)})"),
            new("FlowStreamDeadLetters", $"increase({MetricNames.DeadLetters}{of}[10m]) > 0", "0m", "warn",
                $"{name} could not process {{{{ $value }}}} records in ten minutes ({At(pipeline)})"),
            new("FlowStreamExpectations", $"increase({MetricNames.BrokenExpectations}{of}[10m]) > 0", "0m", "warn",
                $"{{{{ $value }}}} rows of {name} broke {{{{ $labels.expectation }}}} in ten minutes ({At(pipeline)})"),
        ];
    }

    private static string At(BatchPipeline pipeline) => $"{pipeline.Definition.File}:{pipeline.Definition.Line}";

    // A double-quoted scalar of YAML takes the escapes of JSON.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private sealed record Rule(string Name, string Expression, string For, string Severity, string Summary);
}
