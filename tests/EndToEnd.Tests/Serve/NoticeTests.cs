using System.Text.Json;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>Who is told of a pipeline's failures, by a built executable.</summary>
public sealed class NoticeTests
{
    private const string Program = """
        workspace told { on_failure: notify(hook) }
        secret hook_url = env("HOOK_URL")
        connection hook: webhook { url: hook_url }
        connection lake: files { root: "data" }
        source zones: { zone_id: int32, name: text } from lake.csv("zones.csv")
        pipeline often { write zones to lake.csv("often.csv") schedule: every(1s) }
        """;

    [Fact]
    public async Task Runs_tell_once_of_a_failure_and_when_it_is_over()
    {
        using TemporaryFolder folder = new();
        await using RestServer server = new(_ => RestAnswer.Json("{}"));
        BuiltProgram program = await BuildAsync(folder, server);
        await RunAsync(program, 1, "run");
        await RunAsync(program, 1, "run");
        folder.Write("data/zones.csv", "zone_id,name\n1,Newark\n");
        await RunAsync(program, 0, "run");
        await RunAsync(program, 0, "run");
        Assert.Equal(["failed often RT2001", "recovered often"], Told(server));
    }

    [Fact]
    public async Task A_served_pipeline_tells_once_of_a_failure_and_when_it_is_over()
    {
        using TemporaryFolder folder = new();
        await using RestServer server = new(_ => RestAnswer.Json("{}"));
        BuiltProgram program = await BuildAsync(folder, server);
        using RunningProgram serve =
            RunningProgram.Start(program.Executable, program.Folder, ["serve", "--listen", "none"], program.Variables);
        await serve.UntilAsync(() => server.Requests.Count == 1, "the notice of a failure");
        folder.Write("data/zones.csv", "zone_id,name\n1,Newark\n");
        await serve.UntilAsync(() => server.Requests.Count == 2, "the notice that it is over");
        await serve.SignalAsync("TERM");
        Assert.True(await serve.EndAsync() == 0, serve.Said);
        Assert.Equal(["failed often RT2001", "recovered often"], Told(server));
    }

    [Fact]
    public async Task A_test_says_what_arrived_and_what_did_not()
    {
        using TemporaryFolder folder = new();
        int status = 200;
        await using RestServer server = new(_ => RestAnswer.Json("{}") with { Status = status });
        BuiltProgram program = await BuildAsync(folder, server);
        Assert.Contains("hook: told", (await RunAsync(program, 0, "notify", "--test")).Output, StringComparison.Ordinal);
        Assert.Contains("RT7075", (await RunAsync(program, 2, "notify", "--test", "nobody")).Errors, StringComparison.Ordinal);
        status = 410;
        CommandResult refused = await RunAsync(program, 1, "notify", "--test", "hook");
        Assert.Contains("RT7071", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    private static async Task<BuiltProgram> BuildAsync(TemporaryFolder folder, RestServer server)
    {
        Directory.CreateDirectory(folder["data"]);
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        program.Variables["HOOK_URL"] = $"{server.Url}/hunter2";
        return program;
    }

    private static async Task<CommandResult> RunAsync(BuiltProgram program, int expected, params string[] arguments)
    {
        CommandResult result = await Command.RunAsync(program.Executable, program.Folder, arguments, program.Variables);
        Assert.True(result.ExitCode == expected, result.ToString());
        return result;
    }

    private static string[] Told(RestServer server) =>
    [
        .. server.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement).Select(notice => string.Join(' ',
            new[] { notice.GetProperty("kind").GetString(), notice.GetProperty("pipeline").GetString() }
                .Concat(notice.TryGetProperty("error", out JsonElement error) ? [error.GetProperty("code").GetString()] : []))),
    ];
}
