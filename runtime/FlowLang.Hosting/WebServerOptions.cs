namespace FlowLang.Hosting;

/// <summary>How a program is served over HTTP.</summary>
public sealed record WebServerOptions
{
    public const string Usual = "127.0.0.1:8080";

    /// <summary><c>ADDRESS:PORT</c>, or a port of loopback. Port 0 takes a free one.</summary>
    public string Listen { get; init; } = Usual;

    /// <summary>Path of a PEM file with a certificate and those that signed it; with it HTTPS is spoken.</summary>
    public string? Certificate { get; init; }

    /// <summary>Path of the PEM file of the certificate's key; null where it stands in the same file.</summary>
    public string? Key { get; init; }

    /// <summary>Path of a file of tokens, a line each: role, SHA-256 of the token in hex, name.</summary>
    public string? Tokens { get; init; }

    /// <summary>The path that its pages are below, where a process in front of it is asked; null for a server by itself.</summary>
    public string? Hosted { get; init; }

    /// <summary>Everybody who reaches the address may do everything.</summary>
    public bool IsOpen { get; init; }

    public WebServerLimits Limits { get; init; } = new();
}
