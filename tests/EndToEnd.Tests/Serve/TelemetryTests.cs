using System.Text;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>What a served program sends to a collector of OpenTelemetry.</summary>
public sealed class TelemetryTests
{
    private const string Program = """
        connection lake: files { root: "data" }
        source zones: { zone_id: int32, name: text } from lake.csv("zones.csv")
        pipeline often { write zones to lake.csv("often.csv") schedule: every(1s) }
        """;

    [Fact]
    public async Task Metrics_and_the_spans_of_runs_go_out_by_otlp_and_lines_name_their_trace()
    {
        using TemporaryFolder folder = new();
        await using RestServer collector = new(_ => RestAnswer.Json("{}"));
        Directory.CreateDirectory(folder["data"]);
        folder.Write("data/zones.csv", "zone_id,name\n1,Newark\n");
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url;
        program.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        program.Variables["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        program.Variables["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        using RunningProgram serve = RunningProgram.Start(
            program.Executable, program.Folder, ["serve", "--listen", "127.0.0.1:0", "--log", "json"], program.Variables);
        bool IsCounted() => Bodies(collector, "/v1/metrics").Any(body => body.Contains("flow.runs.ended", StringComparison.Ordinal));
        await serve.UntilAsync(IsCounted, "a metric of runs");
        await serve.UntilAsync(() => Spans(collector).Any(span => span.Name == "run often"), "the span of a run");
        await serve.SignalAsync("TERM");
        Assert.True(await serve.EndAsync() == 0, serve.Said);

        OtlpSpan[] spans = [.. Spans(collector)];
        OtlpSpan run = spans.First(span => span.Name == "run often");
        Assert.Equal("", run.ParentId);
        Assert.Equal(
            ["commit lake", "read lake.csv(\"zones.csv\")", "write lake.csv(\"often.csv\")"],
            spans.Where(span => span.ParentId == run.SpanId).Select(span => span.Name).Order(StringComparer.Ordinal));
        Assert.All(spans.Where(span => span.ParentId == run.SpanId), part => Assert.Equal(run.TraceId, part.TraceId));
        Assert.Contains($"\"logging.googleapis.com/trace\":\"{run.TraceId}\"", serve.Said, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Bodies(RestServer collector, string path) =>
        collector.Requests.Where(request => request.Path == path).Select(request => request.Body);

    // The server reads bytes as Latin-1: each is a character.
    private static IEnumerable<OtlpSpan> Spans(RestServer collector) =>
        Bodies(collector, "/v1/traces").SelectMany(body => OtlpSpan.Read(Encoding.Latin1.GetBytes(body)));
}
