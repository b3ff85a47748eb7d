using FlowLang.Runtime;
using Polly;
using Polly.Retry;

namespace FlowLang.Connectors.Gcs;

/// <summary>Tries again what failed in a way that may pass, with the waits of requests between.</summary>
internal sealed class Attempts
{
    private readonly ResiliencePipeline _pipeline;

    public Attempts(StorageApi api)
    {
        RetryStrategyOptions waits = new()
        {
            MaxRetryAttempts = Math.Max(1, api.Options.Retries),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = api.Options.Backoff,
            MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = new PredicateBuilder().Handle<PassingException>(),
        };
        ResiliencePipelineBuilder builder = new() { TimeProvider = api.Time };
        _pipeline = (api.Options.Retries > 0 ? builder.AddRetry(waits) : builder).Build();
    }

    /// <summary>
    /// What <paramref name="work"/> gives; after the last try the error that it throws in a <see cref="PassingException"/>.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await work(token), cancel);
        }
        catch (PassingException e)
        {
            throw e.Error;
        }
    }
}
