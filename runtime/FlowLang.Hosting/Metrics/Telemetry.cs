using System.Collections;
using FlowLang.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FlowLang.Hosting.Metrics;

/// <summary>OpenTelemetry: /metrics for Prometheus; metrics and traces by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT says where to.</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Of instruments by pipeline; what is beyond goes into one series of its own.</summary>
    private const int MostSeries = 40_000;
    private static readonly double[] s_lags = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
    private static readonly double[] s_durations = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400];

    public static void Add(WebApplicationBuilder builder, Site site, Func<string, string?> variable)
    {
        // The exporters take their settings from the configuration, which has nothing of the environment by itself.
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string key && key.StartsWith("OTEL_", StringComparison.Ordinal))
            {
                builder.Configuration[key] = entry.Value as string;
            }
        }

        bool sends = !string.IsNullOrEmpty(variable(Endpoint));
        string name = site.Orchestrator.Program.Name;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name, serviceVersion: site.Orchestrator.Program.SourceHash))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(ServeMetrics.MeterName, "System.Runtime")
                    .AddView("flow.runs.ended", new MetricStreamConfiguration { CardinalityLimit = MostSeries })
                    .AddView("flow.rows", new MetricStreamConfiguration { CardinalityLimit = MostSeries })
                    .AddView("flow.runs.retried", new MetricStreamConfiguration { CardinalityLimit = MostSeries })
                    .AddView("flow.run.duration", new ExplicitBucketHistogramConfiguration { Boundaries = s_durations })
                    .AddView("flow.run.start_lag", new ExplicitBucketHistogramConfiguration { Boundaries = s_lags })
                    .AddPrometheusExporter();
                if (sends)
                {
                    metrics.AddOtlpExporter();
                }
            })
            .WithTracing(traces =>
            {
                if (sends)
                {
                    traces.AddSource(RunSpans.SourceName).AddOtlpExporter();
                }
            });
    }

    public static void Map(WebApplication app) =>
        app.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new Access.RoleOf(Access.Role.Viewer));
}
