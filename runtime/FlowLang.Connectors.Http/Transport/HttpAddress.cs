using System.Net.Http.Headers;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>A connection's base url and how it authenticates there. Holds secrets: what it prints does not.</summary>
internal sealed class HttpAddress
{
    private readonly string _connection;
    private readonly Uri _url;

    private HttpAddress(string connection, Uri url, AuthenticationHeaderValue? authorization)
    {
        _connection = connection;
        _url = url;
        Authorization = authorization;
    }

    /// <summary>For requests to this address's own origin; null where the connection has no credentials.</summary>
    public AuthenticationHeaderValue? Authorization { get; }

    public static HttpAddress Parse(string connection, HttpOptions options)
    {
        if (!Uri.TryCreate(options.BaseUrl.Reveal(), UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            throw HttpErrors.BadConnection(connection, "its `base_url` is no address of http or https");
        }

        string? why =
            url.UserInfo.Length > 0 ? "its `base_url` has a user or a password in it"
            : options.Token is not null && options.User is not null ? "it has both a `token` and a `user`"
            : options.Auth is not null && (options.Token ?? options.Password) is not null ? "it has both `auth` and a `token` or a `user`"
            : options.User is null != options.Password is null ? "`user` and `password` go together"
            : null;
        return why is null ? new HttpAddress(connection, url, Credentials(options)) : throw HttpErrors.BadConnection(connection, why);
    }

    /// <summary>What is sent with every path, and may be secret; empty for nothing.</summary>
    public string Query => _url.Query.TrimStart('?');

    /// <summary>The address of a path below the base; throws RT2049 where it is not below it.</summary>
    public Uri Resolve(string path)
    {
        string folder = _url.AbsolutePath.TrimEnd('/') + "/";
        int at = path.IndexOf('?', StringComparison.Ordinal);
        string name = (at < 0 ? path : path[..at]).TrimStart('/').Replace("#", "%23", StringComparison.Ordinal);
        string[] queries = [_url.Query.TrimStart('?'), at < 0 ? "" : path[(at + 1)..]];
        string query = string.Join('&', queries.Where(q => q.Length > 0));
        Uri full = new($"{_url.GetLeftPart(UriPartial.Authority)}{folder}{name}{(query.Length > 0 ? "?" + query : "")}");
        return full.AbsolutePath.StartsWith(folder, StringComparison.Ordinal) && IsOwn(full)
            ? full
            : throw HttpErrors.OutsideBase(_connection, path);
    }

    /// <summary>Whether credentials may be sent there: the same scheme, host and port.</summary>
    public bool IsOwn(Uri url) => Uri.Compare(
        url, _url, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>An address for a person: without user, password, query and fragment, which may be secret.</summary>
    public static string Show(Uri url) => url.GetComponents(
        UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    public override string ToString() => Show(_url);

    private static AuthenticationHeaderValue? Credentials(HttpOptions options) => options switch
    {
        { Token: { } token } => new("Bearer", token.Reveal()),
        { User: { } user, Password: { } password } =>
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password.Reveal()}"))),
        _ => null,
    };
}
