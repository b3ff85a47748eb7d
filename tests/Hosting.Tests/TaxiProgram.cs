using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Tests;

/// <summary>A program with some history, as pages show it: hourly and daily pipelines, a failure, a stream.</summary>
internal static class TaxiProgram
{
    public static FakeOrchestrator Create(TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        FakeOrchestrator taxi = new(time)
        {
            Program = new ProgramFacts("taxi", "5f3c9a17e2b84d06", "0.1.0", "prod", now.AddHours(-31)),
            Manifest = Manifest,
            Rows = new()
            {
                ["clean"] = new RowTable(
                    "clean", [new Column("trip_id", ColumnType.Int64), new Column("note", ColumnType.Text, Nullable: true)],
                    [["1", "to the airport"], ["2", null], ["3", "<b>&\"loud\"</b>"]], 51),
            },
            Code = new() { ["IngestTripsPipeline.g.cs"] = Code },
        };
        PutPipelines(taxi, now);
        PutHistory(taxi, now);
        PutStreams(taxi, now);
        return taxi;
    }

    private static void PutPipelines(FakeOrchestrator taxi, DateTimeOffset now)
    {
        DateTimeOffset hour = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.Hour);
        (string Name, string? Schedule, IntervalUnit? Unit, string[] After)[] all =
        [
            ("ingest_trips", "cron(\"5 * * * *\")", IntervalUnit.Hour, []),
                ("hourly_report", null, IntervalUnit.Hour, ["ingest_trips", "zones"]),
            ("zones", "cron(\"0 4 * * *\", \"America/New_York\")", null, []), ("weather", "every 30min", null, []),
            ("payments_sync", "every 15min", null, []), ("daily_revenue", "cron(\"30 2 * * *\")", IntervalUnit.Day, ["hourly_report"]),
            ("driver_history", "cron(\"0 3 * * *\")", IntervalUnit.Day, ["payments_sync"]),
                ("export_partner", null, IntervalUnit.Day, ["daily_revenue"]),
            ("gdpr_erase", null, null, []), ("monthly_close", "cron(\"0 6 1 * *\")", IntervalUnit.Month, ["daily_revenue"]),
        ];
        foreach ((int index, var (name, schedule, unit, after)) in all.Index())
        {
            taxi.Put(new PipelineStatus
            {
                Name = name,
                File = "main.flow",
                Line = 20 + (index * 9),
                Schedule = schedule,
                Unit = unit,
                After = [.. after],
                Sla = name == "payments_sync" ? TimeSpan.FromMinutes(20) : null,
                Pool = name == "payments_sync" ? "payments" : null,
                IsLate = name == "payments_sync",
                IsPaused = name == "export_partner",
                NextDue = schedule is null ? null : now.AddMinutes(4 + (index * 11)),
                Running = name == "ingest_trips" ? 1 : 0,
            });
            if (schedule is not null)
            {
                taxi.Planned.Add(
                    new PlannedRun(name, unit is { } u ? RunInterval.Of(u, u == IntervalUnit.Hour ? hour : hour.Date)
                        : null, now.AddMinutes(4 + (index * 11)), null));
            }
        }

        taxi.Put(new PipelineStatus { Name = "live_trips", File = "live.flow", Line = 8, IsStream = true, Running = 1 });
    }

    private static void PutHistory(FakeOrchestrator taxi, DateTimeOffset now)
    {
        DateTimeOffset hour = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.UtcDateTime.Hour);
        for (int n = 300; n >= 1; n--)
        {
            DateTimeOffset start = hour.AddHours(-n);
            RunPhase phase = n % 61 == 0 ? RunPhase.Failed : n % 47 == 0 ? RunPhase.Skipped : RunPhase.Done;
            Put(taxi, "ingest_trips", RunInterval.Of(IntervalUnit.Hour, start), start.AddMinutes(65), 40 + (n % 37), phase);
            Put(taxi, "hourly_report", RunInterval.Of(IntervalUnit.Hour, start), start.AddMinutes(67), 12 + (n % 11), phase);
            Put(taxi, "weather", null, start.AddMinutes(70), 3 + (n % 4), RunPhase.Done);
            if (n % 24 == 3)
            {
                Put(taxi, "daily_revenue",
                    RunInterval.Of(IntervalUnit.Day, new DateTimeOffset(start.UtcDateTime.Date.AddDays(-1), TimeSpan.Zero)),
                        start.AddMinutes(71), 180, RunPhase.Done);
                Put(taxi, "zones", null, start.AddMinutes(72), 2, RunPhase.Done);
            }
        }

        Put(taxi, "payments_sync", null, now.AddMinutes(-34), 71, RunPhase.Failed, "RT6003",
            "PostgreSQL at db:5432 gave no answer in 60 s\nhelp: look at the server, then run it again");
        Put(taxi, "ingest_trips", RunInterval.Of(IntervalUnit.Hour, hour), now.AddSeconds(-48), null, RunPhase.Running);
        taxi.Put(
            new RunDetail(
                new RunSummary("q1", "driver_history", $"{now.AddDays(-1):yyyy-MM-dd}", RunCause.After, RunPhase.Queued, 0,
                    now.AddSeconds(-20), null, null, new RunTotals(0, 0, 0, 0), null, null, null)));
    }

    private static void Put(
        FakeOrchestrator taxi, string pipeline, RunInterval? interval, DateTimeOffset due, int? seconds, RunPhase phase,
            string? code = null, string? error = null)
    {
        if (due > taxi.Now)
        {
            return;
        }

        string id = $"{pipeline}-{due:yyyyMMddHHmmss}";
        DateTimeOffset? started = phase == RunPhase.Skipped ? null : due.AddSeconds(1.4);
        RunSummary summary = new(
            id, pipeline, interval?.ToString(), RunCause.Schedule, phase, 1, due, started, started is null || seconds is null ? null
                : started.Value.AddSeconds(seconds.Value),
            new RunTotals(12_480, phase == RunPhase.Done ? 12_331 : 0, 37, 112), phase == RunPhase.Failed ? code ?? "RT4003" : null,
            phase == RunPhase.Failed ? error ?? "`clean_trips` breaks the expectation fare_is_sane: 41 violations" : null, null);
        StepCount[] steps = [new("where", FailureAction.Filter, "fare > 0", 112),
            new("derive", FailureAction.Reject, "no such local time", 37)];
        RunDetail detail = new(summary)
        {
            SourceHash = "5f3c9a17e2b84d06",
            Host = "runner-1",
            Writes = [
                new WriteReport("clean_trips", "pg.table(\"raw.trips\")", 12_480, 12_331, 37, 112, [.. steps],
                    TimeSpan.FromSeconds(seconds ?? 9))],
            Expectations = [new ExpectationResult("fare_is_sane", Severity.Warn, 3, "fare = -12.50", "main.flow", 31),
                new ExpectationResult("trip_id is unique", Severity.Fail, 0, null, "main.flow", 32)],
            Times = started is { } at && seconds is { } all
                ? [new StepTime("read", "lake.csv(\"trips/dt={day}/*.csv.gz\")", at, at.AddSeconds(0.4)),
                    new StepTime("stage", "clean_trips", at.AddSeconds(0.4), at.AddSeconds(all * 0.6)),
                    new StepTime("write", "pg.table(\"raw.trips\")", at.AddSeconds(all * 0.6), at.AddSeconds(all - 0.2)),
                    new StepTime("commit", "pg", at.AddSeconds(all - 0.2), at.AddSeconds(all))]
                : phase == RunPhase.Running && started is { } going
                    ? [new StepTime("read", "lake.csv(\"trips/dt={day}/*.csv.gz\")", going, going.AddSeconds(0.4)),
                        new StepTime("stage", "clean_trips", going.AddSeconds(0.4), null)]
                    : [],
            Progress = phase == RunPhase.Running
                ? [new WorkProgress("lake.csv(\"trips/dt={day}/*.csv.gz\")", 6_400_000, 19_000_000, "bytes"),
                    new WorkProgress("clean_trips → pg.table(\"raw.trips\")", 8_120, null, "rows")] : [],
        };
        taxi.Put(phase == RunPhase.Running ? detail with { Writes = [], Expectations = [] } : detail);
        taxi.Say(id, LogLevel.Info, $"{pipeline} {interval} starts, attempt 1");
        taxi.Say(id, LogLevel.Info, "source lake.csv(\"trips/dt={day}/*.csv.gz\"): 4 files, 18.9 MB");
        taxi.Say(id, LogLevel.Warning, "expectation fare_is_sane: 3 violations, for example fare = -12.50");
        if (phase == RunPhase.Failed)
        {
            taxi.Say(id, LogLevel.Error, summary.Error ?? "");
        }
    }

    private static void PutStreams(FakeOrchestrator taxi, DateTimeOffset now) => taxi.AllStreams.Add(
        new StreamStatus("live_trips", RunPhase.Running, false, 48_210, 91_288_004, 12, 1_408, 2_310, now.AddSeconds(-7), 38_400_000, null)
        {
            Expectations =
            [
                new ExpectationResult("fare_is_sane", Severity.Warn, 3, "{\"trip_id\": 7, \"fare\": \"-12.50\"}", "main.flow", 21),
                new ExpectationResult("has a zone", Severity.Warn, 0, null, "main.flow", 22),
            ],
            Partitions = [.. Enumerable.Range(0, 4)
                .Select(n => new PartitionStatus("trips", n, 22_800_000 + (n * 1201), 400 + (n * 120), now.AddSeconds(-7 - n)))],
        });

    private const string Code = """"
        internal sealed class IngestTripsPipeline(Connections connections) : BatchPipeline
        {
            protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
            {
        #line (9,1)-(9,60) "main.flow"
                await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
        #line default

                // clean: computed once, kept and rejected rows split.
        #line (15,1)-(18,40) "main.flow"
                await duck.StageAsync(new Stage("clean")
                {
                    Sql = """
                        SELECT trip_id, zone_id, fare
                        """,
                }, cancel);
        #line default
            }
        }

        """";

    private const string Manifest = """
        {
          "manifest": 1, "name": "taxi",
          "sources": [
            { "name": "trips", "from": "lake.csv(\"trips/dt={day}/*.csv.gz\")", "declared": "main.flow:9:1", "columns": [
              { "name": "trip_id", "type": "int64", "key": true }, { "name": "zone_id", "type": "int32" }, { "name": "pickup_local", "type": "datetime" }, { "name": "fare", "type": "decimal(10, 2)" } ] },
            { "name": "zones", "from": "lake.csv(\"zones.csv\")", "declared": "main.flow:12:1", "columns": [ { "name": "zone_id", "type": "int32" }, { "name": "borough", "type": "text" } ] }
          ],
          "pipelines": [ {
            "name": "ingest_trips", "declared": "main.flow:20:1", "code": "IngestTripsPipeline.g.cs", "partition": "hour",
            "steps": [
              { "kind": "read", "relation": "trips", "declared": "main.flow:9:1", "source": "lake.csv(\"trips/dt={day}/*.csv.gz\")" },
              { "kind": "read", "relation": "zones", "declared": "main.flow:12:1", "source": "lake.csv(\"zones.csv\")" },
              { "kind": "stage", "relation": "clean", "declared": "main.flow:15:1", "plan": "filter fare > 0\n└ scan trips (text)", "inputs": ["trips"], "sql": "SELECT trip_id, zone_id, fare\nFROM trips\nWHERE fare > 0",
                "columns": [ { "name": "trip_id", "type": "int64" }, { "name": "fare", "type": "decimal(10, 2)" } ],
                "sites": [ { "id": 1, "action": "filter", "step": "where", "reason": "fare > 0", "declared": "main.flow:16:5" }, { "id": 2, "action": "reject", "step": "derive", "reason": "no such local time", "declared": "main.flow:17:5" } ],
                "expectations": [ { "name": "fare_is_sane", "severity": "warn", "sql": "SELECT count(*) FROM clean WHERE fare > 500" } ] },
              { "kind": "write", "relation": "result", "declared": "main.flow:21:3", "sink": "pg.table(\"raw.trips\")", "mode": "upsert", "rejects": "pg.table(\"raw.rejects\")", "plan": "project trip_id, borough, fare\n└ inner join on zone_id\n  ├ staged clean\n  └ scan zones", "inputs": ["clean", "zones"],
                "sql": "SELECT t.trip_id, z.borough, t.fare\nFROM clean t\nJOIN zones z ON t.zone_id = z.zone_id", "columns": [ { "name": "trip_id", "type": "int64" }, { "name": "borough", "type": "text" }, { "name": "paid", "type": "decimal(10, 2)" } ], "sites": [], "expectations": [] }
            ],
            "lineage": [
              { "column": "result.trip_id", "from": ["trips.trip_id"] }, { "column": "result.borough", "from": ["zones.borough"] },
              { "column": "result.paid", "from": ["trips.fare"] }, { "column": "result.pickup", "from": ["trips.pickup_local", "zones.zone_id"] }
            ]
          } ]
        }
        """;
}
