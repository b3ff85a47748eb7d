using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>`flowc serve`: builds behind one address, of which one is replaced while it runs, one does not come up, and one dies.</summary>
public sealed partial class HostedBuildsTests
{
    private const string Short = """
        pipeline quick { write few to lake.csv("quick.csv") schedule: every(1s) }
        """;

    private const string Long = """
        pipeline long { write many to lake.csv("long.csv") }
        """;

    // Nobody gives the secret.
    private const string Broken = """
        secret nowhere = env("FLOW_TEST_NOWHERE")
        connection pg: postgres { url: nowhere }
        pipeline quick { write few to pg.table("quick") { mode: replace } }
        """;

    [Fact]
    public async Task A_new_version_takes_over_between_runs_and_one_that_does_not_come_up_changes_nothing()
    {
        using TemporaryFolder folder = new();
        await BuildAsync(folder, "first", Short + Long);
        await BuildAsync(folder, "second", Short);
        using RunningProgram host = RunningProgram.Start(
            Command.Flowc, folder.Path, ["serve", folder["fleet"], "--listen", "127.0.0.1:0"], new Dictionary<string, string>());
        await host.UntilAsync(() => Address().IsMatch(host.Said), "where it listens");
        using HttpClient client = new() { BaseAddress = new Uri(Address().Match(host.Said).Value) };
        JsonElement before = await UntilAsync(client, host, "both are served", health => Version(health, "first") is not null
            && Version(health, "second") is not null);
        string page = await client.GetStringAsync("/first/");
        Assert.Contains("href=\"/first/pipelines\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/second/\"", await client.GetStringAsync("/"), StringComparison.Ordinal);

        string run = await StartAsync(client, "long");
        await UntilPhaseAsync(client, host, run, "running");
        await BuildAsync(folder, "first", Short);
        JsonElement after = await UntilAsync(client, host, "the new version", health => Version(health, "first") is { } version
            && version != Version(before, "first"));
        Assert.Equal(1, Of(after, "first").GetProperty("draining").GetInt32());
        await UntilPhaseAsync(client, host, run, "done");
        await UntilAsync(client, host, "the end of the old version", health => Of(health, "first").GetProperty("draining").GetInt32() == 0);
        Assert.True(File.Exists(folder["fleet/first/data/long.csv"]));

        await BuildAsync(folder, "first", Broken);
        JsonElement broken = await UntilAsync(client, host, "what is wrong", health => Problem(health, "first") is not null);
        Assert.Equal("degraded", broken.GetProperty("status").GetString());
        Assert.Contains("RT1001", Problem(broken, "first"), StringComparison.Ordinal);
        Assert.Equal(Version(after, "first"), Version(broken, "first"));
        Assert.Contains("RT9023", await client.GetStringAsync("/"), StringComparison.Ordinal);
        await UntilPhaseAsync(client, host, await StartAsync(client, "quick"), "done");

        Kill(folder["fleet/.flow-serve/second"]);
        await UntilAsync(client, host, "that it died", health => Version(health, "second") is null);
        await UntilAsync(client, host, "that it is back", health => Version(health, "second") is not null);
        await host.SignalAsync("TERM");
        Assert.True(await host.EndAsync() == 0, host.Said);
        Assert.Empty(Processes(folder["fleet"]));
    }

    private static async Task BuildAsync(TemporaryFolder folder, string name, string pipelines)
    {
        Directory.CreateDirectory(folder[$"fleet/{name}/data"]);
        folder.Write($"{name}/main.flow", $$"""
            connection lake: files { root: "data" }
            source few: { n: int64 @key, t: text } from generator { rows: 3, columns: { n: sequence(1), t: letters(30) } }
            source many: { n: int64 @key, t: text } from generator { rows: 5000000, columns: { n: sequence(1), t: letters(30) } }
            {{pipelines}}
            """);
        CommandResult built = await Command.FlowcAsync(
            folder.Path, "build", folder[name], "-o", folder[$"fleet/{name}"], "--framework-dependent");
        Assert.True(built.ExitCode == 0, built.ToString());
    }

    private static async Task<string> StartAsync(HttpClient client, string pipeline)
    {
        using HttpResponseMessage asked = await client.PostAsJsonAsync("/first/api/v1/runs", new { pipeline });
        Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
        return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("runs")[0].GetString() ?? "";
    }

    private static Task UntilPhaseAsync(HttpClient client, RunningProgram host, string run, string phase) =>
        UntilAsync(
            client, host, $"a run that is {phase}",
            answer => answer.GetProperty("summary").GetProperty("phase").GetString() == phase, $"/first/api/v1/runs/{run}");

    private static async Task<JsonElement> UntilAsync(
        HttpClient client, RunningProgram host, string what, Func<JsonElement, bool> isSo, string path = "/healthz")
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        while (true)
        {
            using HttpResponseMessage answer = await client.GetAsync(path, CancellationToken.None);
            JsonElement seen = await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
            if (answer.IsSuccessStatusCode && isSo(seen))
            {
                return seen;
            }

            Assert.False(host.HasEnded || limit.IsCancellationRequested, $"never: {what}\n{seen}\n{host.Said}");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static JsonElement Of(JsonElement health, string name) =>
        health.GetProperty("programs").EnumerateArray().FirstOrDefault(program => program.GetProperty("name").GetString() == name);

    private static string? Version(JsonElement health, string name) => Text(Of(health, name), "version");

    private static string? Problem(JsonElement health, string name) => Text(Of(health, name), "problem");

    private static string? Text(JsonElement program, string property) =>
        program.ValueKind == JsonValueKind.Object ? program.GetProperty(property).GetString() : null;

    private static void Kill(string folder)
    {
        foreach (int process in Processes(folder))
        {
            System.Diagnostics.Process.GetProcessById(process).Kill();
        }
    }

    // Whose launcher lies below a folder.
    private static IEnumerable<int> Processes(string folder) =>
    [
        .. System.Diagnostics.Process.GetProcesses().Select(p => p.Id)
            .Where(id => Launcher(id).StartsWith(folder + "/", StringComparison.Ordinal)),
    ];

    private static string Launcher(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0')[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=\s)")]
    private static partial Regex Address();
}
