using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace FlowLang.Runtime.Tests.Hosting;

/// <summary>The spans of a run, as those see them who listen to <see cref="RunSpans.SourceName"/>.</summary>
public sealed class SpanTests : IDisposable
{
    private readonly HostedProgram _host = new();
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public SpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunSpans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task A_run_is_a_span_around_what_is_read_written_and_committed_and_its_lines_name_it()
    {
        _host.Box.Write("t.csv", "a\n1\n");
        _host.Variables["GOOGLE_CLOUD_PROJECT"] = "taxi";
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily(), HostedProgram.CopyAsync);
        (int exit, string output, _) = await _host.RunAsync(program, "run", "--interval", "2024-01-01", "--log", "json");
        Assert.Equal(0, exit);
        Activity[] spans = SpansOf(output, "projects/taxi/traces/");
        Activity run = Assert.Single(spans, s => s.DisplayName == "run daily");
        Assert.Equal(
            ["commit lake", "read lake.csv(\"t.csv\")", "write lake.parquet(\"out.parquet\")"],
            spans.Except([run]).Select(s => s.DisplayName).Order(StringComparer.Ordinal));
        Assert.All(spans.Except([run]), part => Assert.Equal(run.SpanId, part.ParentSpanId));
        Assert.Equal(default, run.ParentSpanId);
        Assert.Equal(("daily", "2024-01-01"), (run.GetTagItem("flow.pipeline"), run.GetTagItem("flow.interval")));
        Assert.Equal(1, run.GetTagItem("flow.attempt"));
        Assert.Equal((1L, 1L), (run.GetTagItem("flow.rows.read"), run.GetTagItem("flow.rows.written")));
        Assert.Equal(_host.Runs()[0].Id, run.GetTagItem("flow.run"));
        Assert.Equal(ActivityStatusCode.Ok, run.Status);
    }

    [Fact]
    public async Task A_run_that_fails_is_a_span_with_its_error()
    {
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily(), HostedProgram.CopyAsync);
        (int exit, string output, _) = await _host.RunAsync(program, "run", "--interval", "2024-01-01", "--log", "json");
        Assert.Equal(1, exit);
        Activity run = Assert.Single(SpansOf(output, ""), s => s.DisplayName == "run daily");
        Assert.Equal((ActivityStatusCode.Error, _host.Runs()[0].Error?[..6]), (run.Status, run.GetTagItem("error.type")));
    }

    // Other tests run at the same time, and are heard, too: the lines of this one's run say which trace is its.
    private Activity[] SpansOf(string output, string before)
    {
        string trace = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("logging.googleapis.com/trace", out _))
            .Select(line => line.GetProperty("logging.googleapis.com/trace").GetString() ?? "")
            .Distinct().Single();
        Assert.StartsWith(before, trace, StringComparison.Ordinal);
        return [.. _ended.Where(s => s.TraceId.ToHexString() == trace[before.Length..])];
    }
}
