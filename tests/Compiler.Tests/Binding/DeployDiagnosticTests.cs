using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>FL6xxx of `deploy` blocks: one mistake, one diagnostic, at the marked place.</summary>
public sealed class DeployDiagnosticTests
{
    private const string Machine = "runner: vm { machine: \"e2-small\" }";

    private const string Live = """
        connection bus: kafka { brokers: ["kafka.internal:9092"] }
        stream clicks: append<{ id: int64, at: instant }> from bus.topic("clicks") { event_time: at, watermark: lag(1m), key: id }
        pipeline live { write clicks to pg.table("clicks") { mode: append }
        """;

    // The test workspace has a database on this machine.
    private const string External = ", pg: external";

    [Theory]
    [InlineData("FL6005", "there is no platform called `aws`", "deploy prod to «aws» { project: \"x\" }")]
    [InlineData("FL6006", "`runer` is neither a connection nor a setting", "«runer»: vm { machine: \"e2-small\" }, " + Machine)]
    [InlineData("FL6007", "`cloud_sql` can't stand for a `files` connection", Machine + ", lake: «cloud_sql» { tier: \"db-x-1\" }")]
    [InlineData("FL6007", "`cluster` can't stand for a `runner` connection", "runner: «cluster» { machine: \"e2-small\" }")]
    [InlineData("FL6001", "the secret `key` can be used in connections only", "runner: vm { machine: «key» }")]
    [InlineData("FL6001", "the secret `key` can be used in connections only", "runner: vm { machine: \"e2-${«key»}\" }")]
    [InlineData("FL6008", "`machine` of a deployment is written out", "runner: vm { machine: «size» }")]
    [InlineData("FL6008", "`machine` of a deployment is written out", "runner: vm { machine: «\"${size}\"» }")]
    [InlineData("FL6009", "`E2` is no machine type", "runner: vm { machine: «\"E2\"» }")]
    [InlineData("FL6009", "`google-lake` is no name of a bucket", Machine + ", lake: bucket { name: «\"google-lake\"» }")]
    [InlineData("FL6009", "`nobody` is no e-mail address", Machine + ", alerts: «email(\"nobody\")»")]
    [InlineData("FL6009", "`POSTGRES_9` is no version", Machine + ", pg: cloud_sql { tier: \"db-f1-micro\", version: «\"POSTGRES_9\"» }")]
    [InlineData("FL6009", "`Team: x` is no label", Machine + ", labels: «{ Team: \"x\" }»")]
    [InlineData("FL6011", "`disk` is 10 GiB to 64 TiB", "runner: vm { machine: \"e2-small\", disk: «1GiB» }")]
    [InlineData("FL6011", "`delete_after` is at least as long as `retain`", Machine + ", lake: bucket { delete_after: «1d», retain: 2d }")]
    [InlineData("FL6011", "`delete_after` is one or more whole days", Machine + ", lake: bucket { delete_after: «3h» }")]
    [InlineData("FL6011", "`memory` is 1 to 8 GiB for each processor", Machine + ", bus: managed_kafka { vcpu: 3, memory: «2GiB» }")]
    [InlineData("FL6011", "`workers` is 0", Machine + ", cluster: dataproc { workers: «1» }")]
    [InlineData("FL6013", "there is no pipeline called `nightly`", "«runner»: vm { machine: \"e2-small\", pipelines: [nightly] }")]
    [InlineData("FL6014", "each of several machines would run `p`", "«runner»: vm { machine: \"e2-small\", instances: 2 }")]
    [InlineData("FL6019", "objects of `lake` are retained in `prod`, and `p` replaces them", Machine + ", «lake»: bucket { retain: 2d }")]
    [InlineData("FL2056", "`vm` needs `machine`", "«runner»: vm { disk: 10GiB }")]
    public void A_mistake_is_reported_once_at_its_place(string code, string message, string deploy)
    {
        string external = deploy.Contains("pg:", StringComparison.Ordinal) ? "" : External;
        AssertOne(code, message, deploy.StartsWith("deploy", StringComparison.Ordinal) ? deploy : Deploy(deploy + external));
    }

    [Theory]
    [InlineData("FL6009", "`nyc taxi` is no id of a project", "project: «\"nyc taxi\"», region: \"us-east1\", zone: \"us-east1-b\"")]
    [InlineData("FL6009", "`east` is no region", "project: \"nyc-taxi\", region: «\"east\"», zone: \"us-east1-b\"")]
    [InlineData("FL6010", "the zone `us-east4-a` is not in", "project: \"nyc-taxi\", region: \"us-east1\", zone: «\"us-east4-a\"»")]
    public void A_place_that_there_is_not_is_told(string code, string message, string place) =>
        AssertOne(code, message, $"deploy prod to gcp {{ {place}, {Machine}{External} }}");

    [Theory]
    [InlineData("FL6012", "`db` lives at localhost, which on a runner is the runner itself",
        "connection db: postgres { user: \"u\" }", "prod")]
    [InlineData("FL6015", "nothing puts the file of the secret `other` onto the runner", "secret «other» = file(\"key\")", null)]
    [InlineData("FL6018", "there are two deployments called `prod`", "", "prod2")]
    public void What_the_program_says_against_it_is_told(string code, string message, string program, string? marked)
    {
        string deploy = Deploy(Machine + External);
        string text = marked switch
        {
            "prod" => deploy.Replace("deploy prod", "deploy «prod»", StringComparison.Ordinal),
            "prod2" => deploy + "\n" + deploy.Replace("deploy prod", "deploy «prod»", StringComparison.Ordinal),
            _ => deploy,
        };
        AssertOne(code, message, program + "\n" + text);
    }

    [Fact]
    public void A_password_in_the_program_is_an_error_where_it_is_deployed()
    {
        (string program, int start, int length) = TestWorkspace.Unmark(Whole(
            "connection db: postgres { host: \"db\", user: \"u\", password: «\"hunter2\"» }\n"
            + Deploy(Machine + External)));

        Diagnostic error = Assert.Single(BindAll(program), d => d.IsError);

        Assert.Equal(("FL6016", start, length), (error.Code, error.Span.Start, error.Span.Length));
    }

    [Theory]
    [InlineData("schedule: every(1h)", "", "p")]
    [InlineData("on: arrival(\"in/*.csv\")", "", "p")]
    [InlineData("schedule: every(1h)", "workspace w { ledger: pg }", null)]
    [InlineData("", "", null)]
    [InlineData("", Live, "live")]
    [InlineData("", Live + " instances: 4 }", null)]
    public void Several_machines_run_what_they_share(string when, string program, string? refused)
    {
        string shut = program == Live ? " }" : "";
        Diagnostic[] found = [.. BindAll($$"""
            {{program}}{{shut}}
            pipeline p { write zones to lake.csv("p.csv") {{when}} }
            deploy prod to gcp {
              project: "nyc-taxi", region: "us-east1", zone: "us-east1-b", pg: external, runner: vm { machine: "e2-small", instances: 2 }
            }
            """)];

        Assert.Equal(refused is null ? [] : ["FL6014"], found.Select(d => d.Code));
        Assert.All(found, d => Assert.Contains($"would run `{refused}`", d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_that_is_external_may_be_on_the_machine() => Assert.Empty(BindAll(Whole(
        "connection db: postgres { user: \"u\" }\n"
        + Deploy(Machine + External + ", db: external"))));

    private static string Deploy(string settings) =>
        $"deploy prod to gcp {{ project: \"nyc-taxi\", region: \"us-east1\", zone: \"us-east1-b\", {settings} }}";

    private static void AssertOne(string code, string message, string text)
    {
        (string program, int start, int length) = TestWorkspace.Unmark(Whole(text));

        Diagnostic diagnostic = Assert.Single(BindAll(program));

        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal((code, start, length), (diagnostic.Code, diagnostic.Span.Start, diagnostic.Span.Length));
    }

    private static IEnumerable<Diagnostic> BindAll(string program) => TestWorkspace.Bind(program).Diagnostics;

    private static string Whole(string text) => text + "\n" + """
        param size: text = "e2-small"
        secret key = env("KEY")
        connection bus: kafka { brokers: ["kafka.internal:9092"] }
        connection cluster: spark { url: "sc://spark.internal:15002" }
        pipeline p { write zones to lake.csv("p.csv") schedule: every(1h) }
        """;
}
