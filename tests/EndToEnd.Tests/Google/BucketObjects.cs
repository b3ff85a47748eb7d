using System.Text;
using System.Text.Json;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>A bucket of a test's own, looked at as others than FlowLang do.</summary>
internal sealed class BucketObjects : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = StorageAddress.Require() };

    private BucketObjects(string name) => Name = name;

    public string Name { get; }

    public static async Task<BucketObjects> NewAsync() => new(await StorageAddress.NewBucketAsync());

    /// <param name="name">The object.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="run">Of a part of a folder that FlowLang wrote: by which run.</param>
    public async Task PutAsync(string name, byte[] bytes, string? run = null)
    {
        Dictionary<string, object> described = new() { ["name"] = name };
        if (run is not null)
        {
            described["metadata"] = new Dictionary<string, string> { ["flow-run"] = run };
        }

        using MultipartContent content = new("related")
        {
            new StringContent(JsonSerializer.Serialize(described), Encoding.UTF8, "application/json"),
            new ByteArrayContent(bytes) { Headers = { ContentType = new("application/octet-stream") } },
        };
        using HttpResponseMessage response = await _http.PostAsync($"upload/storage/v1/b/{Name}/o?uploadType=multipart", content);
        response.EnsureSuccessStatusCode();
    }

    public Task PutAsync(string name, string text) => PutAsync(name, Encoding.UTF8.GetBytes(text));

    public Task<string> GetAsync(string name) => _http.GetStringAsync($"storage/v1/b/{Name}/o/{Uri.EscapeDataString(name)}?alt=media");

    public async Task<string[]> NamesAsync()
    {
        using JsonDocument json = JsonDocument.Parse(await _http.GetStringAsync($"storage/v1/b/{Name}/o"));
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("name").GetString() ?? "")];
    }

    public void Dispose() => _http.Dispose();
}
