using System.Diagnostics.Metrics;
using FlowLang.Hosting.Events;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Metrics;

/// <summary>
/// The figures of what is served: gauges read from the orchestrator when they are asked for, counters and histograms from its events. Names
/// follow OpenTelemetry; Prometheus sees <c>flow_runs_ended_total</c> and the like.
/// </summary>
internal sealed class ServeMetrics : IDisposable
{
    public const string MeterName = "FlowLang";

    private readonly Meter _meter = new(MeterName);
    private readonly EventHub _hub;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _rows;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _startLag;

    public ServeMetrics(Site site)
    {
        _hub = site.Hub;
        _runs = _meter.CreateCounter<long>("flow.runs.ended", "{run}", "Runs that ended, by pipeline and how");
        _retries = _meter.CreateCounter<long>("flow.runs.retried", "{run}", "Attempts behind the first, by pipeline");
        _rows = _meter.CreateCounter<long>("flow.rows", "{row}", "Rows of runs that ended, by pipeline and what became of them");
        _duration = _meter.CreateHistogram<double>("flow.run.duration", "s", "From the start of a run's last attempt to its end");
        _startLag = _meter.CreateHistogram<double>("flow.run.start_lag", "s", "From when a run is due to when it starts");
        Gauges(site.Orchestrator);
        StreamGauges(site);
        _meter.CreateObservableGauge("flow.listeners", () => site.Listeners.Count, "{connection}", "Connections that are told events");
        _hub.Happened += Count;
    }

    public void Dispose()
    {
        _hub.Happened -= Count;
        _meter.Dispose();
    }

    private void Gauges(IOrchestrator orchestrator)
    {
        Gauge("flow.pipelines", "{pipeline}", "Pipelines of the program", all => all.Pipelines);
        Gauge("flow.pipelines.failing", "{pipeline}", "Pipelines whose last run failed", all => all.Failing);
        Gauge("flow.pipelines.late", "{pipeline}", "Pipelines behind their sla", all => all.Late);
        Gauge("flow.pipelines.paused", "{pipeline}", "Pipelines that are paused", all => all.Paused);
        Gauge("flow.runs.running", "{run}", "Runs that go", all => all.Running);
        Gauge("flow.runs.queued", "{run}", "Runs that wait", all => all.Queued);
        Gauge("flow.queue.wait", "s", "How long the run that waits longest has been due", all => all.StartLag.TotalSeconds);

        _meter.CreateObservableGauge("flow.pipeline.late", () => Watched(orchestrator), "", "1 while a pipeline with an sla is behind it");

        void Gauge(string name, string unit, string text, Func<Overview, double> value) =>
            _meter.CreateObservableGauge(name, () => value(orchestrator.Overview()), unit, text);
    }

    private static IEnumerable<Measurement<int>> Watched(IOrchestrator orchestrator)
    {
        for (PipelineQuery? query = new() { Count = 1000 }; query is not null;)
        {
            Page<PipelineStatus> page = orchestrator.Pipelines(query);
            foreach (PipelineStatus pipeline in page.Items.Where(p => p.Sla is not null))
            {
                yield return new Measurement<int>(pipeline.IsLate ? 1 : 0, Pipeline(pipeline.Name));
            }

            query = page.Next is null ? null : query with { After = page.Next };
        }
    }

    private void StreamGauges(Site site)
    {
        Gauge("flow.stream.rate", "{record}/s", "Records a second over the last minute", s => s.RecordsPerSecond);
        Gauge("flow.stream.lag", "{record}", "Records behind the end of the topics", s => s.Lag);
        Gauge("flow.stream.watermark_delay", "s", "How far the watermark is behind the clock", s =>
            s.Watermark is { } mark ? (site.Time.GetUtcNow() - mark).TotalSeconds : null);
        Gauge("flow.stream.state", "By", "Memory of the state", s => s.StateBytes);
        Gauge("flow.stream.up", "", "1 while the stream goes", s => s.Phase == RunPhase.Running ? 1 : 0);
        Total("flow.stream.records", "{record}", "Records read", s => s.Records);
        Total("flow.stream.dead_letters", "{record}", "Records that could not be processed", s => s.DeadLetters);
        Total("flow.stream.late_rows", "{row}", "Rows that came when their window was closed", s => s.LateRows);
        _meter.CreateObservableCounter(
            "flow.stream.expectation_violations", () => Violations(site.Orchestrator), "{row}",
            "Rows that an expectation warns of, by pipeline and expectation");

        void Gauge(string name, string unit, string text, Func<StreamStatus, double?> value) =>
            _meter.CreateObservableGauge(name, () => Of(value), unit, text);

        void Total(string name, string unit, string text, Func<StreamStatus, double?> value) =>
            _meter.CreateObservableCounter(name, () => Of(value), unit, text);

        IEnumerable<Measurement<double>> Of(Func<StreamStatus, double?> value) =>
            from stream in site.Orchestrator.Streams()
            let measured = value(stream)
            where measured is not null
            select new Measurement<double>(measured.Value, Pipeline(stream.Pipeline));
    }

    private static IEnumerable<Measurement<long>> Violations(IOrchestrator orchestrator) =>
        from stream in orchestrator.Streams()
        from found in stream.Expectations.GroupBy(e => e.Name)
        select new Measurement<long>(found.Sum(e => e.Violations), Pipeline(stream.Pipeline), new("expectation", found.Key));

    private void Count(OrchestrationEvent happened)
    {
        if (happened.Summary is not { } run)
        {
            return;
        }

        KeyValuePair<string, object?> pipeline = Pipeline(run.Pipeline);
        switch (happened.Kind)
        {
            case "run.started" when run.Attempt > 1:
                _retries.Add(1, pipeline);
                break;
            case "run.started" when run.Started is { } started:
                _startLag.Record((started - run.Due).TotalSeconds);
                break;
            case "run.ended":
                _runs.Add(1, pipeline, new("phase", Html.Words.Phase(run.Phase)));
                Rows("written", run.Totals.Written);
                Rows("rejected", run.Totals.Rejected);
                Rows("filtered", run.Totals.Filtered);
                if (run is { Started: { } begun, Ended: { } ended })
                {
                    _duration.Record((ended - begun).TotalSeconds, new KeyValuePair<string, object?>("phase", Html.Words.Phase(run.Phase)));
                }

                break;
        }

        void Rows(string kind, long rows)
        {
            if (rows > 0)
            {
                _rows.Add(rows, pipeline, new("kind", kind));
            }
        }
    }

    private static KeyValuePair<string, object?> Pipeline(string name) => new("pipeline", name);
}
