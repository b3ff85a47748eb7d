using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// Gives a client of librdkafka access tokens (SASL OAUTHBEARER): one at once, the next before the last ends. A client waits for its first.
/// </summary>
internal sealed class TokenFeed : IDisposable
{
    // Of the time that is left of a token: a new one is there well before its end.
    private const double Share = 0.8;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private bool _isEnded;

    /// <param name="tokens">Gives them out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="give">Hands one to the client; never called after the end.</param>
    /// <param name="fail">Tells the client why there is none; it tells those who wait for it.</param>
    public TokenFeed(IAccessTokens tokens, TimeProvider time, Action<AccessToken> give, Action<string> fail) =>
        _ = FeedAsync(tokens, time, give, fail, _stop.Token);

    public void Dispose()
    {
        lock (_lock)
        {
            _isEnded = true;
        }

        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task FeedAsync(
        IAccessTokens tokens, TimeProvider time, Action<AccessToken> give, Action<string> fail, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                TimeSpan wait = s_pause;
                try
                {
                    AccessToken token = await tokens.GetAsync(stop);
                    Tell(() => give(token));
                    TimeSpan left = (token.Ends - time.GetUtcNow()) * Share;
                    wait = left > s_pause ? left : s_pause;
                }
                catch (FlowException e)
                {
                    Tell(() => fail($"{e.Error.Message}: {e.Error.Why}"));
                }

                await Task.Delay(wait, time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has ended.
        }
    }

    private void Tell(Action tell)
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                tell();
            }
        }
    }
}
