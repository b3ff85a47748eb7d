using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;
using FlowLang.Tests.Servers;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>Rows that a person looks at keep nothing busy: one look at a time, and not for long.</summary>
public sealed class ServedRowsTests
{
    [Fact]
    public async Task Rows_that_take_too_long_are_given_up_and_nobody_else_may_look_meanwhile()
    {
        await using FileServer site = new();
        site.Put("/numbers.csv", "n\n1\n2\n");
        site.Change = (_, answer) => answer with { StallsAt = 3 };
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, $$"""
            connection site: http { base_url: "{{site.Url}}" }
            connection here: files { root: "." }
            source numbers: { n: int64 } from site.csv("numbers.csv")
            pipeline load { write numbers to here.csv("numbers.csv") }
            """);
        using RunningProgram served = ServedProgram.Start(program);
        using HttpClient client = await ServedProgram.ClientAsync(served);

        Task<string> slow = LookAsync(client);
        await served.UntilAsync(() => site.Requests.Count > 0, "it asks for the file");
        Assert.Contains("RT7026", await LookAsync(client), StringComparison.Ordinal);
        Assert.Contains("RT7025", await slow, StringComparison.Ordinal);

        // Whoever goes away makes room, too.
        using (CancellationTokenSource gone = new())
        {
            int before = site.Requests.Count;
            Task<string> left = LookAsync(client, gone.Token);
            await served.UntilAsync(() => site.Requests.Count > before, "it asks again");
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        site.Change = (_, answer) => answer;
        string rows = await LookAsync(client);
        for (int i = 0; i < 50 && rows.Contains("RT7026", StringComparison.Ordinal); i++)
        {
            await Task.Delay(200);
            rows = await LookAsync(client);
        }

        Assert.Contains("""[["1"],["2"]]""", rows, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["numbers.csv"]));
        await served.SignalAsync("TERM");
        Assert.Equal(0, await served.EndAsync());
    }

    private static async Task<string> LookAsync(HttpClient client, CancellationToken cancel = default)
    {
        using HttpResponseMessage answer = await client.GetAsync("/api/v1/pipelines/load/rows/numbers", cancel);
        return await answer.Content.ReadAsStringAsync(cancel);
    }
}
