using System.Globalization;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>Turns a connection's fields or url into Npgsql's settings.</summary>
internal static class ConnectionText
{
    // Many rows come in few, large reads.
    private const int ReceiveSize = 512 * 1024;

    public static NpgsqlConnectionStringBuilder Parse(string connection, PostgresOptions options)
    {
        NpgsqlConnectionStringBuilder builder = options.Url is { } url
            ? FromUrl(connection, url.Reveal())
            : FromFields(connection, options);
        if (options.Url is null || builder.Timeout == 15)
        {
            builder.Timeout = (int)Math.Max(1, options.ConnectTimeout.TotalSeconds);
        }

        // Trying Kerberos costs a process 15 ms and a round trip, so it is asked for by who has it.
        if (!builder.ShouldSerialize("GSS Encryption Mode"))
        {
            builder.GssEncryptionMode = GssEncryptionMode.Disable;
        }

        builder.Pooling = false;
        builder.ReadBufferSize = ReceiveSize;
        builder.CommandTimeout = 0;
        builder.KeepAlive = 30;
        builder.IncludeErrorDetail = true;
        builder.PersistSecurityInfo = false;
        builder.Timezone = "UTC";
        return builder;
    }

    /// <summary>
    /// The same settings with the password that is valid now: a token, or a secret whose value may have been replaced. The same text
    /// where it is the same.
    /// </summary>
    public static async Task<string> WithPasswordAsync(string settings, PostgresOptions options, CancellationToken cancel)
    {
        string? password =
            options.Tokens is { } tokens ? (await tokens.GetAsync(cancel)).Value
            : options.Url is null && options.Password is { } secret ? await secret.RevealAsync(cancel)
            : null;
        NpgsqlConnectionStringBuilder builder = new(settings);
        if (password is null || builder.Password == password)
        {
            return settings;
        }

        builder.Password = password;
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder FromFields(string connection, PostgresOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = options.Host, Port = options.Port };
        if (options.Database is { } database)
        {
            builder.Database = database;
        }

        if (options.User is { } user)
        {
            builder.Username = user;
        }

        if (options.Password is { } password)
        {
            builder.Password = password.Reveal();
        }

        // A token that is read on its way opens more than this database.
        if ((options.SslMode ?? (options.Tokens is null ? null : "require")) is { } mode)
        {
            builder.SslMode = SslModeOf(connection, mode);
        }

        return builder;
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string connection, string url)
    {
        if (!url.Contains("://", StringComparison.Ordinal))
        {
            try
            {
                return new NpgsqlConnectionStringBuilder(url);
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                throw Bad(connection, "its url is neither postgres://… nor Host=…;Port=…");
            }
        }

        // The url itself may hold the password, so no message repeats any of it.
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw Bad(connection, "its url does not begin with postgres:// or postgresql://, or is malformed");
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port > 0 ? uri.Port : 5432 };
        string[] user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Length > 1)
        {
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            Apply(connection, builder, parts[0], parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return builder;
    }

    private static void Apply(string connection, NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "sslmode":
                builder.SslMode = SslModeOf(connection, value);
                break;
            case "gssencmode":
                builder.GssEncryptionMode = value switch
                {
                    "disable" => GssEncryptionMode.Disable,
                    "prefer" => GssEncryptionMode.Prefer,
                    "require" => GssEncryptionMode.Require,
                    _ => throw Bad(connection, $"gssencmode is `{value}`"),
                };
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            case "host":
                builder.Host = value;
                break;
            case "user":
                builder.Username = value;
                break;
            case "password":
                builder.Password = value;
                break;
            case "dbname":
                builder.Database = value;
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "port" when int.TryParse(value, CultureInfo.InvariantCulture, out int port):
                builder.Port = port;
                break;
            case "connect_timeout" when int.TryParse(value, CultureInfo.InvariantCulture, out int seconds):
                builder.Timeout = seconds;
                break;
            default:
                throw Bad(connection, $"its url has the parameter `{name}`, which is not known or has no such value");
        }
    }

    private static SslMode SslModeOf(string connection, string mode) => mode switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw Bad(connection, $"ssl_mode is `{mode}`"),
    };

    private static FlowException Bad(string connection, string why) => new(new FlowError(
        "RT6010",
        $"connection `{connection}` is not well described",
        why,
        "give host, port, database, user, password and ssl_mode (disable, allow, prefer, require, verify-ca, verify-full), or one url")
    {
        Kind = ErrorKind.Usage,
    });
}
