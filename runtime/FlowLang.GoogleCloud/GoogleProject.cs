using System.Text.Json;
using FlowLang.Connectors.Http;
using FlowLang.Runtime;

namespace FlowLang.GoogleCloud;

/// <summary>
/// The project that names without one mean: GOOGLE_CLOUD_PROJECT, else that of the credentials' file, else the machine's own, as its
/// metadata server says (GCE_METADATA_HOST names another one).
/// </summary>
internal static class GoogleProject
{
    private const string Metadata = "metadata.google.internal";

    /// <summary>Null where nobody says.</summary>
    public static async Task<string?> FindAsync(TimeProvider time, CancellationToken cancel) =>
        Variable("GOOGLE_CLOUD_PROJECT") ?? OfFile(Variable("GOOGLE_APPLICATION_CREDENTIALS")) ?? await OfMachineAsync(time, cancel);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string? OfFile(string? path)
    {
        try
        {
            using JsonDocument? json = path is null ? null : JsonDocument.Parse(File.ReadAllBytes(path));
            return json is not null && json.RootElement.TryGetProperty("project_id", out JsonElement project) ? project.GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null; // what is wrong with it is said where it is used
        }
    }

    private static async Task<string?> OfMachineAsync(TimeProvider time, CancellationToken cancel)
    {
        string host = Variable("GCE_METADATA_HOST") ?? Metadata;
        HttpOptions options = new()
        {
            BaseUrl = new Secret("metadata", $"http://{host}/"),
            Timeout = TimeSpan.FromSeconds(3),
            Retries = 2,
        };
        using HttpTransport transport = new("metadata server", options, time, decompress: false);
        using HttpRequestMessage request = new(HttpMethod.Get, transport.Resolve("computeMetadata/v1/project/project-id"));
        request.Headers.Add("Metadata-Flavor", "Google");
        try
        {
            using HttpResponseMessage response = await transport.SendAsync(request, cancel);
            return response.IsSuccessStatusCode ? (await response.Content.ReadAsStringAsync(cancel)).Trim() : null;
        }
        catch (FlowException)
        {
            return null;
        }
    }
}
