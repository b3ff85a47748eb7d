using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// A Spark Connect url taken apart by Spark's own rules: <c>sc://host[:port][/;name=value…]</c>, values percent-encoded.
/// </summary>
internal sealed record SparkUrl(string Host, int Port, ImmutableDictionary<string, string> Parameters)
{
    private const int DefaultPort = 15002;
    private const string Scheme = "sc://";

    /// <summary>Refuses with RT8001; the url may hold a token, so no message repeats a value of it.</summary>
    public static SparkUrl Parse(string connection, string url)
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw Bad(connection, "its url does not begin with sc://");
        }

        string[] parts = url[Scheme.Length..].Split('/', 2);
        if (parts[0].Contains('@', StringComparison.Ordinal) || parts[0].Contains(';', StringComparison.Ordinal))
        {
            throw Bad(connection, "between sc:// and the next / stand host and port only: parameters come after `/;`");
        }

        string path = parts.Length > 1 ? parts[1] : "";
        if (path is not ("" or [';', ..]))
        {
            throw Bad(connection, "its url has a path: after the host only `/;name=value` may follow");
        }

        (string host, int port) = Authority(connection, parts[0]);
        return new SparkUrl(host, port, ParametersOf(connection, path));
    }

    public string? Get(string name) => Parameters.GetValueOrDefault(name);

    public static FlowException Bad(string connection, string why) => new(new FlowError(
        "RT8001",
        $"connection `{connection}` is not well described",
        why,
        "write sc://host:port/;use_ssl=true;token=…;user_id=… (port 15002 and all parameters can be left out)")
    {
        Kind = ErrorKind.Usage,
    });

    private static (string Host, int Port) Authority(string connection, string text)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = colon >= 0 && !text.EndsWith(']');
        string host = hasPort ? text[..colon] : text;
        if (host is ['[', .. var address, ']'])
        {
            host = IPAddress.TryParse(address, out _) ? address : "";
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw Bad(connection, "its url has no host that could be one");
        }

        int port = DefaultPort;
        bool isPort = !hasPort
            || (int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535);
        return isPort ? (host, port) : throw Bad(connection, "the port of its url is not a number from 1 to 65535");
    }

    private static ImmutableDictionary<string, string> ParametersOf(string connection, string path)
    {
        var parameters = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string pair in path.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
            {
                throw Bad(connection, "a parameter of its url is not of the form name=value");
            }

            if (!parameters.TryAdd(parts[0], Uri.UnescapeDataString(parts[1])))
            {
                throw Bad(connection, $"its url gives `{parts[0]}` twice");
            }
        }

        return parameters.ToImmutable();
    }
}
