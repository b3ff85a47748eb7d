using System.Globalization;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// A database as PostgreSQL's JDBC driver reaches it from elsewhere: the host must mean the same there. Texts take the type of their column
/// (<c>stringtype=unspecified</c>).
/// </summary>
internal sealed record JdbcTarget(string Url, string? User, Secret? Password)
{
    private const string Options = "stringtype=unspecified&reWriteBatchedInserts=true";

    public static JdbcTarget Of(NpgsqlConnectionStringBuilder settings)
    {
        string mode = settings.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var other => other.ToString().ToLowerInvariant(),
        };
        string database = Uri.EscapeDataString(settings.Database ?? settings.Username ?? "");
        string url = string.Create(
            CultureInfo.InvariantCulture,
            $"jdbc:postgresql://{settings.Host}:{settings.Port}/{database}?{Options}&sslmode={mode}");
        return new(url, settings.Username, settings.Password is { Length: > 0 } password ? new Secret("password", password) : null);
    }
}
