using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.GoogleCloud;

/// <summary>
/// Access tokens in the form that Google's Managed Service for Apache Kafka takes (its client libraries, googleapis/managedkafka): three
/// parts as of a JWT, of which the last is the access token in place of a signature.
/// </summary>
internal sealed class ManagedKafkaTokens(IAccessTokens tokens, TimeProvider time) : IAccessTokens
{
    private const string Header = """{"typ":"JWT","alg":"GOOG_OAUTH2_TOKEN"}""";

    private string? _inner;

    public async Task<AccessToken> GetAsync(CancellationToken cancel) => Wrap(await tokens.GetAsync(cancel));

    public async Task<AccessToken> RenewAsync(string stale, CancellationToken cancel) =>
        Wrap(await tokens.RenewAsync(_inner ?? "", cancel));

    private AccessToken Wrap(AccessToken token)
    {
        _inner = token.Value;
        string who = token.Principal ?? throw GoogleErrors.NoAccount();
        string claims = JsonSerializer.Serialize(new
        {
            exp = token.Ends.ToUnixTimeSeconds(),
            iat = time.GetUtcNow().ToUnixTimeSeconds(),
            iss = "Google",
            scope = "kafka",
            sub = who,
        });
        return token with { Value = $"{Part(Header)}.{Part(claims)}.{Part(token.Value)}" };
    }

    private static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
