using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>The fields of an <c>http</c> connection.</summary>
public sealed record HttpOptions
{
    /// <summary>What all paths start with, <c>https://host/folder</c>; a query (a signed address) is sent with every path.</summary>
    public required Secret BaseUrl { get; init; }

    /// <summary>Sent as bearer token, to the base url's own host only.</summary>
    public Secret? Token { get; init; }

    /// <summary>With <see cref="Password"/>: sent as basic authentication, to the base url's own host only.</summary>
    public string? User { get; init; }

    public Secret? Password { get; init; }

    /// <summary>Another way to say who asks; not with <see cref="Token"/> or <see cref="User"/>.</summary>
    public HttpAuth? Auth { get; init; }

    /// <summary>Requests are at least so far apart that no second has more; tries again count, too. Null for no limit.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>How long a server may give nothing: no answer, or less than a kilobyte of one.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is tried again that failed in a way that may pass.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The wait before the first retry, doubled before each next; a server's Retry-After goes before it.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);
}
