namespace FlowLang.Runtime;

/// <summary>Tokens that somebody gives out to the program, each for a while; in place of passwords.</summary>
public interface IAccessTokens
{
    /// <summary>A token that has not ended, as far as is known; throws a <see cref="FlowException"/> where none is given out.</summary>
    Task<AccessToken> GetAsync(CancellationToken cancel);

    /// <summary>A token in place of one that is not taken any more.</summary>
    Task<AccessToken> RenewAsync(string stale, CancellationToken cancel);
}
