using System.Text.Json;

namespace FlowLang.Runtime.Tests.Hosting;

/// <summary><c>describe</c> and <c>--version</c>.</summary>
public sealed class DescribeTests : IDisposable
{
    private readonly HostedProgram _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Describe_and_version_open_nothing()
    {
        ScriptedProgram program = new ScriptedProgram { WithSecret = true }.Add(HostedProgram.Daily());
        (int exit, string output, _) = await _host.RunAsync(program, "describe");
        Assert.Equal(0, exit);
        Assert.Contains("pipeline daily", output, StringComparison.Ordinal);
        Assert.Contains("param env: text in [dev, prod] = dev", output, StringComparison.Ordinal);
        Assert.Equal(ScriptedProgram.Manifest, (await _host.RunAsync(program, "describe", "--json")).Out.Trim());
        Assert.Equal("-- load/trips\nSELECT 1", (await _host.RunAsync(program, "describe", "--sql")).Out.Trim());
        Assert.Contains("raw.n", (await _host.RunAsync(program, "describe", "--lineage")).Out, StringComparison.Ordinal);
        (exit, output, _) = await _host.RunAsync(program, "--version");
        Assert.Equal((0, "scripted abcdef0123456789 (compiler 0.1.0)"), (exit, output.Trim()));
        Assert.Contains("--interval", (await _host.RunAsync(program, "run", "--help")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_follow_from_what_the_program_says_of_its_pipelines()
    {
        ScriptedProgram program = new ScriptedProgram()
            .Add(new PipelineDefinition("hourly", "a \"b\".flow", 7) { Sla = TimeSpan.FromMinutes(30) })
            .Add(new PipelineDefinition("daily", "main.flow", 9));
        string rules = (await _host.RunAsync(program, "describe", "--rules")).Out.ReplaceLineEndings("\n").Trim();
        Assert.Equal(
            """
            groups:
              - name: "scripted"
                rules:
                  - alert: FlowDown
                    expr: "absent(flow_pipelines)"
                    for: 2m
                    labels: { severity: page }
                    annotations: { summary: "scripted is not served" }
                  - alert: FlowPipelinesFailing
                    expr: "flow_pipelines_failing > 0"
                    for: 5m
                    labels: { severity: warn }
                    annotations: { summary: "{{ $value }} pipelines fail" }
                  - alert: FlowQueueWaits
                    expr: "flow_queue_wait_seconds > 300"
                    for: 5m
                    labels: { severity: warn }
                    annotations: { summary: "a run has been due for {{ $value }} s and waits" }
                  - alert: FlowPipelineLate
                    expr: "flow_pipeline_late{pipeline=\"hourly\"} == 1"
                    for: 0m
                    labels: { severity: page }
                    annotations: { summary: "hourly is behind its sla of 0:30:00 (a \"b\".flow:7)" }
            """.ReplaceLineEndings("\n"),
            rules);
    }

    [Fact]
    public async Task The_dashboard_is_json_with_a_place_for_each_graph()
    {
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily());
        using JsonDocument dashboard = JsonDocument.Parse((await _host.RunAsync(program, "describe", "--dashboard")).Out);
        JsonElement[] panels = [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()];
        Assert.Equal(8, panels.Length);
        Assert.Equal(8, panels.Select(p => p.GetProperty("gridPos").ToString()).Distinct().Count());
        Assert.DoesNotContain("flow_stream", dashboard.RootElement.ToString(), StringComparison.Ordinal);
    }
}
