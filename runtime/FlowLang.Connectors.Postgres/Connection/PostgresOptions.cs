using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// The fields of a <c>postgres</c> connection. <see cref="Url"/> (<c>postgres://user:password@host:port/database?sslmode=…</c>, or Npgsql's
/// <c>Host=…;Port=…</c>) stands for all others at once.
/// </summary>
public sealed record PostgresOptions
{
    public Secret? Url { get; init; }

    public string Host { get; init; } = "localhost";

    public int Port { get; init; } = 5432;

    public string? Database { get; init; }

    public string? User { get; init; }

    public Secret? Password { get; init; }

    /// <summary>Gives the password out, a new one before the last ends; instead of <see cref="Password"/>.</summary>
    public IAccessTokens? Tokens { get; init; }

    /// <summary><c>disable</c>, <c>allow</c>, <c>prefer</c> (default), <c>require</c>, <c>verify-ca</c> or <c>verify-full</c>, as libpq
    /// names them.</summary>
    public string? SslMode { get; init; }

    /// <summary>How long one attempt to connect may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
