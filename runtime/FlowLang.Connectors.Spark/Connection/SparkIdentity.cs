using System.Collections.Immutable;
using System.Globalization;
using Grpc.Core;

namespace FlowLang.Connectors.Spark;

/// <summary>Who connects and how, as url and options say it. Holds the token: never printed.</summary>
internal sealed class SparkIdentity
{
    private const int DefaultMessageSize = 128 * 1024 * 1024;
    private const int MaxAgent = 200;

    private static readonly ImmutableHashSet<string> s_known =
        ["use_ssl", "token", "user_id", "session_id", "user_agent", "grpc_max_message_size"];

    private readonly ImmutableArray<KeyValuePair<string, string>> _headers;
    private readonly string? _session;

    public SparkIdentity(string connection, SparkOptions options)
    {
        SparkUrl url = SparkUrl.Parse(connection, options.Url.Reveal());
        string? token = TokenOf(connection, url, options);
        bool? ssl = Flag(connection, url, "use_ssl");
        if (token is not null && ssl == false)
        {
            throw SparkUrl.Bad(connection, "it has a token and `use_ssl=false`: a token is sent over TLS only");
        }

        Target = new SparkTarget(connection, url.Host, url.Port, ssl == true || token is not null);
        User = url.Get("user_id") ?? "flow";
        Agent = AgentOf(connection, url.Get("user_agent"));
        _session = SessionOf(connection, url);
        MaxMessageSize = SizeOf(connection, url);
        _headers = [.. HeadersOf(connection, url, token)];
    }

    public SparkTarget Target { get; }

    public string User { get; }

    public string Agent { get; }

    public int MaxMessageSize { get; }

    /// <summary>The session that the url names, else a new one.</summary>
    public string NewSession() => _session ?? Guid.NewGuid().ToString();

    public Metadata Headers()
    {
        Metadata headers = [];
        foreach ((string name, string value) in _headers)
        {
            headers.Add(name, value);
        }

        return headers;
    }

    private static string? TokenOf(string connection, SparkUrl url, SparkOptions options)
    {
        string? token = url.Get("token");
        if (token is not null && options.Token is not null)
        {
            throw SparkUrl.Bad(connection, "it has a token both in its url and as `token`");
        }

        token ??= options.Token?.Reveal();
        return token is null || (token.Length > 0 && token.All(c => c is > ' ' and < '\x7f'))
            ? token
            : throw SparkUrl.Bad(connection, "its token is empty or has characters that no token has");
    }

    private static string? SessionOf(string connection, SparkUrl url) => url.Get("session_id") switch
    {
        null => null,
        var text when Guid.TryParseExact(text, "D", out Guid id) => id.ToString(),
        _ => throw SparkUrl.Bad(connection, "`session_id` of its url is not a UUID"),
    };

    private static int SizeOf(string connection, SparkUrl url) => url.Get("grpc_max_message_size") switch
    {
        null => DefaultMessageSize,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0 => size,
        _ => throw SparkUrl.Bad(connection, "`grpc_max_message_size` of its url is not a number of bytes"),
    };

    private static bool? Flag(string connection, SparkUrl url, string name) => url.Get(name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw SparkUrl.Bad(connection, $"`{name}` of its url is neither true nor false"),
    };

    private static string AgentOf(string connection, string? agent)
    {
        Version? version = typeof(SparkIdentity).Assembly.GetName().Version;
        string own = $"flowlang/{version?.ToString(3)} dotnet/{Environment.Version}";
        string all = agent is null ? own : $"{agent} {own}";
        return all.Length <= MaxAgent && all.All(c => c is >= ' ' and < '\x7f')
            ? all
            : throw SparkUrl.Bad(connection, $"`user_agent` of its url is longer than {MaxAgent - own.Length - 1} characters or not ASCII");
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(string connection, SparkUrl url, string? token)
    {
        if (token is not null)
        {
            yield return new("authorization", $"Bearer {token}");
        }

        foreach ((string name, string value) in url.Parameters.Where(p => !s_known.Contains(p.Key)))
        {
            bool valid = name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
                && !name.EndsWith("-bin", StringComparison.OrdinalIgnoreCase)
                && value.All(c => c is >= ' ' and < '\x7f');
            yield return valid
                ? new(name, value)
                : throw SparkUrl.Bad(connection, "a parameter of its url that Spark does not define can't be a gRPC header");
        }
    }
}
