using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLang.Runtime.Tests.Google;

/// <summary>
/// The servers that give out tokens: OAuth's for the assertions of a key, STS for those of others, and that of service accounts for
/// who stands for one. They are held to what they are asked, and the files of credentials that name them are made here.
/// </summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string Account = "flow@test.iam.gserviceaccount.com";
    public const string Subject = "subject.token-of-another-cloud-that-nobody-may-see";
    private const string Audience = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q";

    private const string Impersonating = "https://www.googleapis.com/auth/iam";

    private readonly RestServer _server;
    private readonly RSA _key = RSA.Create(2048);
    private int _number;

    public TokenServer() => _server = new RestServer(request => Fault(request) ?? Right(request));

    /// <summary>Answers a request otherwise; null to give the right answer.</summary>
    public Func<RestRequest, RestAnswer?> Fault { get; set; } = _ => null;

    /// <summary>Of a token, as the answer has it.</summary>
    public JsonNode? ExpiresIn { get; set; } = 3599;

    /// <summary>Of a token of a service account.</summary>
    public DateTimeOffset Expires { get; set; } = TimeProvider.System.GetUtcNow().AddHours(1);

    public IReadOnlyList<RestRequest> Requests => _server.Requests;

    public string Url => _server.Url;

    public string PrivateKey => _key.ExportPkcs8PrivateKeyPem();

    private string Impersonation => $"{Url}/v1/projects/-/serviceAccounts/{Account}:generateAccessToken";

    public JsonObject Key() => new()
    {
        ["type"] = "service_account",
        ["project_id"] = "test",
        ["private_key_id"] = "1",
        ["private_key"] = PrivateKey,
        ["client_email"] = Account,
        ["client_id"] = "1",
        ["token_uri"] = Url + "/token",
    };

    /// <summary>Of a workload elsewhere, whose token comes from <paramref name="source"/>.</summary>
    public JsonObject Workload(JsonObject source, bool impersonates = false)
    {
        JsonObject file = new()
        {
            ["type"] = "external_account",
            ["audience"] = Audience,
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = Url + "/sts",
            ["credential_source"] = source,
        };
        if (impersonates)
        {
            file["service_account_impersonation_url"] = Impersonation;
        }

        return file;
    }

    public JsonObject Impersonated(JsonObject source) => new()
    {
        ["type"] = "impersonated_service_account",
        ["service_account_impersonation_url"] = Impersonation,
        ["source_credentials"] = source,
        ["delegates"] = new JsonArray(),
    };

    /// <summary>Of the body of a form.</summary>
    public static string Field(string body, string name) => body.Split('&').Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == name).Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' '))).FirstOrDefault("");

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return _server.DisposeAsync();
    }

    private RestAnswer Right(RestRequest request) => request.Path switch
    {
        "/token" => Token("key", Asserts(request.Body)),
        "/sts" => Token("sts", Exchanges(request.Body)),
        "/subject" => new RestAnswer(Encoding.UTF8.GetBytes(Subject), Type: "text/plain"),
        "/subject.json" => request.Header("Metadata") == "True"
            ? RestAnswer.Json($$"""{"access_token": "{{Subject}}"}""")
            : RestAnswer.Fails(400),
        var path when path == new Uri(Impersonation).AbsolutePath => Impersonate(request),
        _ => RestAnswer.Fails(404),
    };

    private RestAnswer Token(string kind, bool isRight)
    {
        if (!isRight)
        {
            return RestAnswer.Fails(
                400, """{"error": "invalid_grant", "error_description": "not what this server takes"}""", "application/json");
        }

        JsonObject answer = new() { ["access_token"] = Next(kind), ["token_type"] = "Bearer" };
        if (ExpiresIn is { } seconds)
        {
            answer["expires_in"] = seconds.DeepClone();
        }

        return RestAnswer.Json(answer.ToJsonString());
    }

    private RestAnswer Impersonate(RestRequest request) =>
        request.Header("Authorization") is { } bearer && bearer.StartsWith("Bearer ya29.", StringComparison.Ordinal)
            ? RestAnswer.Json(JsonSerializer.Serialize(new
            {
                accessToken = Next("account"),
                expireTime = Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            }))
            : RestAnswer.Fails(401);

    private string Next(string kind) => string.Create(CultureInfo.InvariantCulture, $"ya29.{kind}-{++_number}");

    // RFC 7523: an assertion of three parts, signed with the key.
    private bool Asserts(string body)
    {
        string[] parts = Field(body, "assertion").Split('.');
        JsonElement claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        return Field(body, "grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer"
            && claims.GetProperty("iss").GetString()?.EndsWith("@test.iam.gserviceaccount.com", StringComparison.Ordinal) == true
            && claims.GetProperty("aud").GetString() == "https://oauth2.googleapis.com/token"
            && claims.GetProperty("scope").GetString() is "https://www.googleapis.com/auth/cloud-platform" or Impersonating
            && _key.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1);
    }

    // RFC 8693.
    private static bool Exchanges(string body) => Field(body, "subject_token") == Subject && Field(body, "audience") == Audience
        && Field(body, "grant_type") == "urn:ietf:params:oauth:grant-type:token-exchange";
}
