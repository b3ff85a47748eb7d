using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Tries a request again that failed in a way that may pass: no connection, no answer in time, 408, 429, 500, 502, 503, 504. Waits as long
/// as Retry-After says, else exponentially with jitter; a server that asks for more than <see cref="s_longest"/> is left alone.
/// </summary>
internal sealed class RetryHandler(HttpOptions options, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = Build(options, time);
    private readonly ResiliencePipeline<HttpResponseMessage> _once = Build(options with { Retries = 0 }, time);

    /// <summary>On a request that its sender tries again by itself, when it has asked what came of it.</summary>
    public static HttpRequestOptionsKey<bool> Once { get; } = new("once");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ResiliencePipeline<HttpResponseMessage> pipeline = request.Options.TryGetValue(Once, out bool once) && once ? _once : _pipeline;
        return await pipeline.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken);
    }

    /// <summary>Whether a request that was answered so may be answered otherwise a moment later.</summary>
    public static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;

    /// <summary>Waits between tries that fail, for whatever is tried.</summary>
    public static RetryStrategyOptions<T> Waits<T>(HttpOptions options) => new()
    {
        MaxRetryAttempts = Math.Max(1, options.Retries),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.Backoff,
        MaxDelay = TimeSpan.FromSeconds(30),
    };

    private static ResiliencePipeline<HttpResponseMessage> Build(HttpOptions options, TimeProvider time)
    {
        RetryStrategyOptions<HttpResponseMessage> retry = Waits<HttpResponseMessage>(options);
        retry.ShouldHandle = args => ValueTask.FromResult(args.Outcome switch
        {
            { Exception: HttpRequestException or TimeoutRejectedException } => true,
            { Result: { } response } => MayPass(response.StatusCode) && !(WaitOf(response, time) > s_longest),
            _ => false,
        });
        retry.DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } response ? WaitOf(response, time) : null);
        retry.OnRetry = args =>
        {
            args.Outcome.Result?.Dispose();
            return ValueTask.CompletedTask;
        };
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.Retries > 0)
        {
            builder.AddRetry(retry);
        }

        return builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout }).Build();
    }

    // RFC 9110, 10.2.3: seconds, or a date.
    private static TimeSpan? WaitOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}
