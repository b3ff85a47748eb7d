using System.Globalization;

namespace FlowLang.Runtime.Tests.Gcs;

/// <summary>Gives out tokens by number, a new one where the last is not taken.</summary>
internal sealed class TokenTape : IAccessTokens
{
    private int _number = 1;

    public Task<AccessToken> GetAsync(CancellationToken cancel) => Task.FromResult(
        new AccessToken($"token-{_number.ToString(CultureInfo.InvariantCulture)}", DateTimeOffset.MaxValue, "flow@test"));

    public Task<AccessToken> RenewAsync(string stale, CancellationToken cancel)
    {
        Interlocked.Increment(ref _number);
        return GetAsync(cancel);
    }
}
