using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Kafka;

/// <summary>
/// Tokens that nobody signed (RFC 7515, appendix A.5), as a broker takes them that is told to; or the reason that there are none.
/// </summary>
internal sealed class UnsecuredTokens(FlowError? refusal = null) : IAccessTokens
{
    public int Asked { get; private set; }

    public Task<AccessToken> GetAsync(CancellationToken cancel)
    {
        Asked++;
        if (refusal is not null)
        {
            throw new FlowException(refusal);
        }

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset ends = now.AddHours(1);
        string claims = JsonSerializer.Serialize(new { sub = "flow", iat = now.ToUnixTimeSeconds(), exp = ends.ToUnixTimeSeconds() });
        return Task.FromResult(new AccessToken($"{Part("""{"alg":"none"}""")}.{Part(claims)}.", ends, "flow"));
    }

    public Task<AccessToken> RenewAsync(string stale, CancellationToken cancel) => GetAsync(cancel);

    private static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
