using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;

namespace FlowLang.Runtime.Tests.Http;

/// <summary>A server, a connection to it and a cache of a test's own.</summary>
internal sealed class HttpBox : IAsyncDisposable
{
    public HttpBox() =>
        Options = new HttpOptions { BaseUrl = new Secret("base_url", Server.Url + "/data"), Timeout = TimeSpan.FromMinutes(10) };

    public FileServer Server { get; } = new();

    public HurriedTime Time { get; } = new();

    public Sandbox Box { get; } = new();

    public HttpOptions Options { get; set; }

    /// <summary>A CSV file of numbered lines, about <paramref name="bytes"/> long.</summary>
    public static string Lines(int bytes, string word = "word")
    {
        StringBuilder text = new("n,word\n");
        for (int i = 1; text.Length < bytes; i++)
        {
            text.Append($"{i},{word}\n");
        }

        return text.ToString();
    }

    public HttpConnection Connect(TimeProvider? time = null) => new("site", Options, Box.Settings with { Time = time ?? Time });

    public HttpFileSource Csv(string path = "t.csv", TimeProvider? time = null) =>
        Connect(time).Csv(path, Sandbox.Columns("n", "word"), new CsvOptions(), needsOrigin: true);

    /// <summary>The rows, their sum, and the file's facts.</summary>
    public async Task<(string Rows, SourceFile File)> ReadAsync(BatchSource source, RunInterval? interval = null)
    {
        await using BatchRun run = Box.Run(interval);
        await using (DuckDbSession duck = await DuckDbSession.OpenAsync(run, default))
        {
            await duck.ReadAsync(source, "r", default);
            string rows = Sandbox.Text(await duck.RowsAsync(
                "SELECT count(*), sum(n::BIGINT), min(word), min(__file), max(__row) FROM r", "test", default));
            await duck.DisposeAsync();
            return (rows, Assert.Single(Assert.Single(run.Report.Sources).Downloads));
        }
    }

    public Task<FlowError> FailAsync(BatchSource source) => Box.FailAsync(source);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Box.Dispose();
    }
}
