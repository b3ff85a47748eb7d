using System.Net;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Tests;

/// <summary>What watches the process: alive, ready, and in figures.</summary>
public sealed class HealthTests
{
    private const string Tokens = "viewer viewer-token-123456 prometheus";

    [Fact]
    public async Task It_is_ready_while_the_ledger_and_streams_are_well()
    {
        await using TestSite site = await TestSite.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync("/readyz")).StatusCode);
        site.Orchestrator.Problems.Add("the ledger can't be written: the disk is full");
        using HttpResponseMessage broken = await site.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        Assert.Contains("the disk is full", await broken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync("/healthz")).StatusCode);
        site.Orchestrator.Problems.Clear();
        site.Orchestrator.AllStreams[0] = site.Orchestrator.AllStreams[0] with { Phase = RunPhase.Failed };
        Assert.Contains("live_trips has failed", await (await site.Client.GetAsync("/readyz")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_are_not_told_why()
    {
        await using TestSite site = await TestSite.StartAsync(tokens: Tokens);
        site.Orchestrator.Problems.Add("/var/lib/taxi can't be written");
        using HttpResponseMessage answer = await site.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("/var/lib", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_those_of_the_orchestrator_and_its_events()
    {
        await using TestSite site = await TestSite.StartAsync();
        string run = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items.Single().Id;
        using Events.EventReader events = await Events.EventReader.OpenAsync(site, "/api/v1/events");
        site.Orchestrator.Happen("run.started", "ingest_trips", run);
        site.Orchestrator.End(run, RunPhase.Done);
        await events.NextAsync();
        await events.NextAsync();
        string text;
        do
        {
            text = await site.Client.GetStringAsync("/metrics");
        }
        while (!text.Contains("flow_runs_ended_total", StringComparison.Ordinal));

        Assert.Matches("flow_runs_ended_total\\{[^}]*phase=\"done\"[^}]*pipeline=\"ingest_trips\"[^}]*\\} 1", text);
        Assert.Matches("flow_run_start_lag_seconds_count(\\{[^}]*\\})? 1", text);
        Assert.Matches("flow_pipelines_failing(\\{[^}]*\\})? 1", text);
        Assert.Matches("flow_stream_lag\\{[^}]*pipeline=\"live_trips\"[^}]*\\} 2310", text);
        Assert.Matches("flow_stream_expectation_violations_total\\{[^}]*expectation=\"fare_is_sane\"[^}]*\\} 3", text);
        Assert.Contains("dotnet_gc_", text, StringComparison.Ordinal);

        // Rules and dashboards name them. Without a further try and without rows there are none of these two.
        Assert.All(
            typeof(MetricNames).GetFields().Select(f => (string?)f.GetRawConstantValue() ?? "")
                .Except([MetricNames.Retried, MetricNames.Rows]),
            name => Assert.Matches($"(?m)^{name}(_count)?[{{ ]", text));
    }
}
