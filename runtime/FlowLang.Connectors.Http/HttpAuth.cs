using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>A way to say to a server who asks, other than by a token or a password that is there already.</summary>
public abstract record HttpAuth;

/// <summary>A key in the header <paramref name="Header"/> or the query parameter <paramref name="Query"/>: one of them.</summary>
public sealed record ApiKeyAuth(Secret Key, string? Header, string? Query) : HttpAuth;

/// <summary>Client credentials for a token that ends (RFC 6749, 4.4).</summary>
public sealed record OAuth2Auth(string TokenUrl, string ClientId, Secret ClientSecret) : HttpAuth
{
    public string? Scope { get; init; }

    public string? Audience { get; init; }

    /// <summary>Id and secret stand in the body; else in the header <c>Authorization</c>.</summary>
    public bool SendInBody { get; init; }
}

/// <summary>Tokens that somebody else gives out.</summary>
public sealed record GivenTokensAuth(IAccessTokens Tokens) : HttpAuth;
