using System.Net;
using System.Net.Sockets;
using System.Text;
using FlowLang.Hosting.Events;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Tests.Events;

/// <summary>Events and lines as they come: in order, from where a listener was, to many listeners, and not to one that does not
/// listen.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task A_listener_that_comes_again_misses_nothing()
    {
        await using TestSite site = await TestSite.StartAsync();
        using EventReader first = await EventReader.OpenAsync(site, "/api/v1/events?pipeline=weather");
        site.Orchestrator.Happen("pipeline.paused", "weather");
        site.Orchestrator.Happen("pipeline.paused", "zones");
        SeenEvent seen = await first.NextAsync();
        Assert.Equal("pipeline.paused", seen.Kind);
        first.Dispose();
        site.Orchestrator.Happen("pipeline.resumed", "weather");
        using EventReader again = await EventReader.OpenAsync(site, "/api/v1/events?pipeline=weather", seen.Id);
        Assert.Equal("pipeline.resumed", (await again.NextAsync()).Kind);
    }

    [Fact]
    public async Task Lines_come_as_they_are_written_until_the_run_ends()
    {
        await using TestSite site = await TestSite.StartAsync();
        string run = site.Orchestrator.Runs(new RunQuery { Phase = RunPhase.Running }).Items.Single().Id;
        using EventReader lines = await EventReader.OpenAsync(site, $"/api/v1/runs/{run}/log/stream", "3");
        site.Orchestrator.Say(run, LogLevel.Info, "a line\nof two, with <b>markup</b>");
        SeenEvent line = await lines.NextAsync();
        Assert.Equal(("line", "4"), (line.Kind, line.Id));
        Assert.Contains("a line\\nof two", line.Data, StringComparison.Ordinal);
        site.Orchestrator.End(run, RunPhase.Done);
        SeenEvent end = await lines.NextAsync();
        Assert.Equal("end", end.Kind);
        Assert.Contains("\"done\"", end.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_listeners_hear_each_event()
    {
        await using TestSite site = await TestSite.StartAsync();
        EventReader[] readers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => EventReader.OpenAsync(site, "/api/v1/events")));
        try
        {
            foreach (int n in Enumerable.Range(0, 5))
            {
                site.Orchestrator.Happen("run.progress", "weather", text: $"{n}");
            }

            string[][] heard = await Task.WhenAll(readers.Select(async reader => await reader.TakeAsync(5)));
            Assert.All(heard, events => Assert.Equal(["0", "1", "2", "3", "4"], events));
        }
        finally
        {
            Array.ForEach(readers, reader => reader.Dispose());
        }
    }

    [Fact]
    public async Task One_listener_too_many_is_refused()
    {
        await using TestSite site = await TestSite.StartAsync(
            options: new WebServerOptions { Limits = TestSite.Generous with { Listeners = 1 } });
        using EventReader first = await EventReader.OpenAsync(site, "/api/v1/events");
        using HttpResponseMessage second = await site.Client.GetAsync("/api/v1/events");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Contains("RT9017", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_listen_is_cut_off()
    {
        await using TestSite site = await TestSite.StartAsync(
            options: new WebServerOptions
            {
                Limits = TestSite.Generous
                with
                { ListenerPatience = TimeSpan.FromMilliseconds(200), Listeners = 1 }
            });
        using TcpClient deaf = new() { ReceiveBufferSize = 4096 };
        await deaf.ConnectAsync(IPAddress.Loopback, new Uri(site.Url).Port);
        await deaf.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        string much = new('x', 20_000);
        HttpStatusCode status = HttpStatusCode.ServiceUnavailable;

        // The only place is free again when the one that takes nothing was let go.
        while (status != HttpStatusCode.OK)
        {
            site.Orchestrator.Happen("run.progress", "weather", text: much);
            await Task.Delay(5);
            using HttpResponseMessage answer = await site.Client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
            status = answer.StatusCode;
        }
    }

    [Fact]
    public async Task What_could_not_be_kept_is_told_as_a_gap()
    {
        await using TestSite site = await TestSite.StartAsync();
        using EventReader first = await EventReader.OpenAsync(site, "/api/v1/events");
        foreach (int n in Enumerable.Range(0, EventHub.Kept + 10))
        {
            site.Orchestrator.Happen("run.progress", "weather", text: $"{n}");
        }

        string last;
        do
        {
            last = (await first.NextAsync()).Id;
        }
        while (last != $"{EventHub.Kept + 10}");
        using EventReader late = await EventReader.OpenAsync(site, "/api/v1/events", "1");
        Assert.Equal("gap", (await late.NextAsync()).Kind);
        Assert.Equal("11", (await late.NextAsync()).Id);
    }

    [Fact]
    public async Task A_page_is_told_that_something_changed()
    {
        await using TestSite site = await TestSite.StartAsync();
        using EventReader page = await EventReader.OpenAsync(site, "/live?pipeline=weather");
        site.Orchestrator.Happen("pipeline.paused", "zones");
        site.Orchestrator.Happen("pipeline.paused", "weather");
        Assert.Equal("changed", (await page.NextAsync()).Kind);
    }
}
