namespace FlowLang.Runtime;

/// <summary>
/// What <c>doctor</c> hears of a run's sources and sinks. Where a run stops at the first that is wrong, a run with an audit looks at all of
/// them and stops behind.
/// </summary>
public sealed class EndpointAudit(Action<string, string> found, Action<string, FlowError> failed)
{
    /// <summary>What is wrong with the first endpoint that is; null when none is.</summary>
    public FlowError? First { get; private set; }

    /// <summary>Hears what <paramref name="check"/> found at an endpoint, or what it threw.</summary>
    public async Task CheckAsync(string endpoint, Func<Task<string>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        try
        {
            found(endpoint, await check());
        }
        catch (FlowException e)
        {
            First ??= e.Error;
            failed(endpoint, e.Error);
        }
    }

    /// <summary>Called where the run needs all of its endpoints.</summary>
    public void ThrowIfFailed()
    {
        if (First is { } error)
        {
            throw new FlowException(error);
        }
    }
}
