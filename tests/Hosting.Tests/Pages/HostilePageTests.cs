using System.Net;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Tests.Pages;

/// <summary>Names, errors and log lines are what programs and data say; pages show them and do nothing else with them.</summary>
public sealed class HostilePageTests
{
    private const string Evil = "\"><script>alert('x')</script><img src=x onerror=alert(2)>";

    [Fact]
    public async Task No_page_lets_a_value_become_markup()
    {
        await using TestSite site = await TestSite.StartAsync(Hostile());
        string name = Uri.EscapeDataString(Evil);
        string[] pages =
        [
            "/", "/pipelines", $"/pipelines?search={name}", $"/pipelines?state={name}", $"/pipelines/{name}", $"/pipelines/{name}/graph",
                $"/pipelines/{name}/lineage",
            $"/pipelines/{name}/rows/{name}", $"/pipelines/{name}/rows/none{name}?interval={name}",
            $"/pipelines/{name}/steps", $"/pipelines/{name}/backfill?from={name}&to={name}",
                $"/pipelines/{name}/backfill?from=2024-01-01&to=2024-01-03", "/runs",
            $"/runs?pipeline={name}&phase={name}&day={name}", $"/runs/{name}", "/timeline", "/streams", $"/streams/{name}",
                $"/login?to={name}&wrong=1",
            $"/nowhere/{name}", $"/pipelines/none{name}",
        ];
        foreach (string page in pages)
        {
            using HttpResponseMessage answer = await site.PageAsync(page);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{page}: {answer.StatusCode}");
            Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", text, StringComparison.Ordinal);
            Assert.Contains("</html>", text, StringComparison.Ordinal);
        }
    }

    private static FakeOrchestrator Hostile()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        FakeOrchestrator fake = new(TimeProvider.System)
        {
            Program = new ProgramFacts(Evil, Evil, Evil, Evil, now),
            Manifest = Manifest(Json(Evil)),
            Rows = new() { [Evil] = new RowTable(Evil, [new Column(Evil, ColumnType.Text)], [[Evil]], 1) },
            Code = new() { [Evil] = $"#line (1,2)-(1,3) \"x\"\n  {Evil}\n" },
        };
        fake.Put(new PipelineStatus
        {
            Name = Evil,
            File = Evil,
            Line = 1,
            Schedule = Evil,
            Unit = IntervalUnit.Day,
            After = [Evil],
            Pool = Evil,
            IsLate = true,
        });
        fake.Put(
            new RunDetail(
                new RunSummary(Evil, Evil, Evil, RunCause.Manual, RunPhase.Failed, 2, now.AddMinutes(-2), now.AddMinutes(-1), now,
                    new RunTotals(1, 1, 1, 1), Evil, Evil, Evil))
            {
                Host = Evil,
                SourceHash = Evil,
                Attempts = [new AttemptSummary(1, RunPhase.Failed, now, now, Evil), new AttemptSummary(2, RunPhase.Failed, now, now, Evil)],
                Writes = [new WriteReport(Evil, Evil, 1, 1, 0, 0, [new StepCount(Evil, FailureAction.Reject, Evil, 1)], TimeSpan.Zero)],
                Steps = [new StepCount(Evil, FailureAction.Filter, Evil, 1)],
                Expectations = [new ExpectationResult(Evil, Severity.Warn, 1, Evil, Evil, 1)],
                Times = [new StepTime(Evil, Evil, now, now)],
                Progress = [new WorkProgress(Evil, 1, 2, Evil)],
            },
            Evil);
        fake.AllStreams.Add(
            new StreamStatus(Evil, RunPhase.Failed, true, 1, 1, 1, 1, 1, now, 1,
                Evil)
            {
                Expectations = [new ExpectationResult(Evil, Severity.Warn, 1, Evil, Evil, 1)],
                Partitions = [new PartitionStatus(Evil, 0, 1, 1, now)],
            });
        return fake;
    }

    private static string Manifest(string evil) => $$"""
        { "pipelines": [ { "name": {{evil}}, "code": {{evil}},
          "steps": [ { "kind": "write", "relation": {{evil}}, "declared": "x:1:2", "sink": {{evil}}, "plan": {{evil}}, "sql": {{evil}}, "inputs": [ {{evil}} ] } ],
          "lineage": [ { "column": {{evil}}, "from": [ {{evil}} ] } ] } ] }
        """;

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
