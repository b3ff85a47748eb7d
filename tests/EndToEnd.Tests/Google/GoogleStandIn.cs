using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLang.EndToEnd.Tests.Google;

/// <summary>The metadata server of a machine of Google Cloud, and Secret Manager, as far as programs ask them.</summary>
internal sealed class GoogleStandIn : IAsyncDisposable
{
    private readonly RestServer _server;

    public GoogleStandIn() => _server = new RestServer(Answer);

    /// <summary>What programs are told of it.</summary>
    public IEnumerable<(string Name, string Value)> Variables =>
    [
        ("GCE_METADATA_HOST", _server.Url["http://".Length..]), ("CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER", _server.Url + "/"),
        ("GOOGLE_APPLICATION_CREDENTIALS", ""), ("GOOGLE_CLOUD_PROJECT", ""), ("HOME", "/nonexistent"),
    ];

    /// <summary>Of the account of the machine.</summary>
    public string Token { get; set; } = "ya29.first";

    /// <summary>Newest versions by name; null for one that is disabled.</summary>
    public Dictionary<string, string?> Secrets { get; } = [];

    /// <summary>Whether what it sends is not what its checksum is of.</summary>
    public bool IsDamaged { get; set; }

    public IEnumerable<string> Targets => _server.Targets;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private RestAnswer Answer(RestRequest request)
    {
        RestAnswer answer = request.Path switch
        {
            "/computeMetadata/v1/project/project-id" => Text("taxi-test"),
            "/computeMetadata/v1/instance/service-accounts/default/email" => Text("flow@taxi-test.iam.gserviceaccount.com"),
            "/computeMetadata/v1/instance/service-accounts/default/token" => Token.Length > 0
                ? RestAnswer.Json(JsonSerializer.Serialize(new { access_token = Token, expires_in = 3599, token_type = "Bearer" }))
                : RestAnswer.Fails(404, """{"error": "not_found"}""", "application/json"),
            var path when path.StartsWith("/v1/projects/taxi-test/secrets/", StringComparison.Ordinal) =>
                Secret(path.Split('/')[5], request),
            _ => Text(""),
        };
        return answer with { Headers = [.. answer.Headers, ("Metadata-Flavor", "Google")] };
    }

    private RestAnswer Secret(string name, RestRequest request)
    {
        if (request.Header("Authorization") != $"Bearer {Token}")
        {
            return Fails(401, "Request had invalid authentication credentials.");
        }

        if (!Secrets.TryGetValue(name, out string? value) || value is null)
        {
            return Secrets.ContainsKey(name)
                ? Fails(400, $"Secret Version [projects/1/secrets/{name}/versions/1] is in DISABLED state.")
                : Fails(404, $"Secret [projects/1/secrets/{name}] not found or has no versions.");
        }

        byte[] data = Encoding.UTF8.GetBytes(value);
        string sum = (Crc32C(data) + (IsDamaged ? 1u : 0u)).ToString(CultureInfo.InvariantCulture);
        return RestAnswer.Json(JsonSerializer.Serialize(new { payload = new { data = Convert.ToBase64String(data), dataCrc32c = sum } }));
    }

    private static RestAnswer Text(string text) => new(Encoding.UTF8.GetBytes(text), Type: "application/text");

    private static RestAnswer Fails(int code, string message) =>
        RestAnswer.Fails(code, JsonSerializer.Serialize(new { error = new { code, message } }), "application/json");

    // Bit by bit, so that it is not the code that it tests.
    private static uint Crc32C(byte[] data)
    {
        uint sum = uint.MaxValue;
        foreach (byte b in data)
        {
            sum ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) == 1 ? 0x82F63B78 : 0);
            }
        }

        return ~sum;
    }
}
