using System.Collections.Immutable;
using System.Net.Http.Headers;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
using FlowLang.Runtime.Tests.Http;

namespace FlowLang.Runtime.Tests.Gcs;

/// <summary>A bucket of a test's own, behind a proxy that makes faults, and runs that use it.</summary>
internal sealed class GcsBox : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = StorageAddress.Require() };

    private GcsBox(string bucket)
    {
        Bucket = bucket;
        Options = new GcsOptions { Bucket = bucket, Endpoint = Proxy.Url, Retries = 3, Timeout = TimeSpan.FromMinutes(10) };
    }

    public string Bucket { get; }

    public StorageProxy Proxy { get; } = new();

    public Sandbox Box { get; } = new();

    public GcsOptions Options { get; set; }

    public GcsConnection Lake => new("lake", Options, Box.Settings with { Time = new HurriedTime() });

    public static async Task<GcsBox> NewAsync() => new(await StorageAddress.NewBucketAsync());

    /// <summary>Puts an object there as others do.</summary>
    public async Task PutAsync(string name, byte[] bytes)
    {
        using ByteArrayContent content = new(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage response = await _http.PostAsync(
            $"upload/storage/v1/b/{Bucket}/o?uploadType=media&name={Uri.EscapeDataString(name)}", content);
        response.EnsureSuccessStatusCode();
    }

    public Task PutAsync(string name, string text) => PutAsync(name, System.Text.Encoding.UTF8.GetBytes(text));

    public async Task<byte[]> GetAsync(string name) =>
        await _http.GetByteArrayAsync($"storage/v1/b/{Bucket}/o/{Uri.EscapeDataString(name)}?alt=media");

    /// <summary>The names of all objects.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await Lake.Api.ListAllAsync("test", "", null, default)).Select(o => o.Name)];

    public GcsFileSource Csv(string path) => Lake.Csv(path, Sandbox.Columns("n", "word"), new CsvOptions(), needsOrigin: true);

    public Task<string> RowsAsync(BatchSource source, string sql = "SELECT count(*), sum(n::BIGINT), min(__file), max(__row) FROM r") =>
        Box.QueryAsync(source, sql);

    /// <summary>What a reader of a folder of Parquet sees.</summary>
    public Task<string> FolderAsync(string path, RunInterval? interval = null) => Box.QueryAsync(
        Lake.Parquet(path, [new("n", ColumnType.Int64)], needsOrigin: true), "SELECT string_agg(n, ',' ORDER BY n) FROM r", interval);

    public GcsSink Sink(string path, FileFormat format = FileFormat.Parquet, FileWriteMode mode = FileWriteMode.Replace) =>
        new(Lake, path, format, new FileSinkOptions { Mode = mode });

    /// <summary>Writes rows of one number and commits.</summary>
    public Task WriteAsync(GcsSink sink, string numbers, RunInterval? interval = null, bool commit = true) => Box.WriteAsync(
        $"SELECT unnest([{numbers}])::BIGINT AS n", [new Column("n", ColumnType.Int64)], sink, interval, commit);

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        _http.Dispose();
        Box.Dispose();
    }
}
