using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>The embedded engine: it starts with the program's settings, and can spill.</summary>
public sealed class DuckDbProbe(ProgramSettings settings) : HealthProbe
{
    public override string Name => "embedded engine";

    public override async Task<string> CheckAsync(CancellationToken cancel)
    {
        await using var run = new BatchRun
        {
            Id = BatchRun.NewId(settings.Time),
            Pipeline = new PipelineDefinition("doctor", "", 0),
            ProgramName = "doctor",
            SourceHash = "",
            Settings = settings,
            StartedAt = settings.Time.GetUtcNow(),
            DryRun = true,
        };
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        SessionSettings.RequireTemporaryDirectory(run);
        var engine = await duck.RowsAsync("SELECT version(), current_setting('threads')", "the engine's version", cancel);
        var zones = await duck.RowsAsync(
            $"""
            SELECT release FROM (VALUES {ZoneDataRelease.SqlValues}) AS v(release, zone, instant, clock)
            WHERE TRY(timezone(zone, CAST(instant AS TIMESTAMPTZ))) = CAST(clock AS TIMESTAMP)
            """,
            "the engine's time zones",
            cancel);
        string memory = string.Create(CultureInfo.InvariantCulture, $"{settings.EngineMemory >> 20} MB of memory");
        string release = ZoneDataRelease.Describe(zones.Select(r => $"{r[0]}"));
        return $"DuckDB {$"{engine[0][0]}".TrimStart('v')}, {release}, {memory}, {engine[0][1]} threads, spills to {Path.GetTempPath()}";
    }
}
