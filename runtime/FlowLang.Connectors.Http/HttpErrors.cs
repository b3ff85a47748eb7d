using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>RT204x: errors of http connections. Addresses are shown without user, password and query.</summary>
internal static class HttpErrors
{
    /// <summary>No server answers.</summary>
    public const string UnreachableCode = "RT2041";

    public static FlowException BadConnection(string connection, string why) => Error(
        "RT2040", $"connection `{connection}` can't be used", why,
        "`base_url: \"https://host/folder\"`; `token`, or `user` and `password`, for a server that asks who reads", ErrorKind.Usage);

    public static FlowException Unreachable(string connection, Uri url, HttpRequestException e)
    {
        bool isCertificate = e.InnerException is AuthenticationException;
        string why = e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"there is no host {url.Host}",
            HttpRequestError.SecureConnectionError when isCertificate => "its certificate is not one that this machine trusts",
            HttpRequestError.SecureConnectionError => "it does not speak TLS there",
            HttpRequestError.ConnectionError when e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                $"nothing listens at port {url.Port.ToString(CultureInfo.InvariantCulture)}",
            HttpRequestError.ProxyTunnelError => "the proxy (HTTPS_PROXY) refuses to connect to it",
            HttpRequestError.ResponseEnded => "it closed the connection without an answer",
            _ => $"the connection failed ({e.HttpRequestError})",
        };
        return Error(
            UnreachableCode, $"connection `{connection}`: {HttpAddress.Show(url)} can't be reached", why,
            "check `base_url`, the network and a proxy between; it was tried several times", inner: e, transient: !isCertificate);
    }

    public static FlowException NoAnswer(string connection, Uri url, TimeSpan timeout) => Error(
        UnreachableCode, $"connection `{connection}`: {HttpAddress.Show(url)} gives no answer",
        string.Create(CultureInfo.InvariantCulture, $"nothing came for {timeout.TotalSeconds:0.###} s, several times"),
        "try later, or give the connection a longer `timeout`", transient: true);

    /// <summary>An answer that is no success.</summary>
    /// <param name="excerpt">How its body begins, without secrets; null where nobody read it.</param>
    public static FlowException Status(string source, HttpResponseMessage response, string? excerpt = null)
    {
        string said = string.IsNullOrEmpty(excerpt) ? "" : $": {excerpt}";
        string what = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd() + said;
        string url = response.RequestMessage?.RequestUri is { } address ? HttpAddress.Show(address) : "";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => Error(
                "RT2042", $"{source}: there is no {url}", $"the server says {what}",
                "check the path and the interval: is it published yet? a source without files is never read as an empty one"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => Error(
                "RT2043", $"{source}: the server does not let this connection read {url}", $"it says {what}",
                "check `token`, or `user` and `password`, and what they may read; some servers say so of a file that is not there, too"),
            _ when RetryHandler.MayPass(response.StatusCode) => Error(
                "RT2044", $"{source}: the server can't give {url} now", $"it says, several times, {what}",
                "try later; `retry:` of the pipeline does so by itself", transient: true),
            _ => Error(
                "RT2044", $"{source}: the server does not give {url}", $"it says {what}", "see what the server's own pages say of it"),
        };
    }

    public static FlowException Redirect(string connection, Uri from, Uri to, string why) => Error(
        "RT2045", $"connection `{connection}`: the redirect from {HttpAddress.Show(from)} to {HttpAddress.Show(to)} is not followed", why,
        "if that is the place, name it in `base_url`");

    /// <summary>An answer of success whose body is not the file.</summary>
    public static FlowException NotData(string source, HttpResponseMessage response, string found, string why)
    {
        string url = response.RequestMessage?.RequestUri is { } address ? HttpAddress.Show(address) : "";
        string type = response.Content.Headers.ContentType?.MediaType ?? "no type";
        return Error(
            "RT2046", $"{source}: {url} is {found}, not data",
            $"the server says {(int)response.StatusCode} {response.ReasonPhrase}, {type}: {why}",
            "open the address in a browser; check the path, and `token`, or `user` and `password`; nothing of it was kept");
    }

    public static FlowException Cut(string source, Uri url, string why) => Error(
        "RT2047", $"{source}: {HttpAddress.Show(url)} does not come whole", why,
        "run again: what came is kept, and the next run goes on there if the server lets it", transient: true);

    public static FlowException NoRoom(string source, string path, string why) => Error(
        "RT2048", $"{source}: the file can't be kept in {path}", why,
        "make room, or let `--ledger` name a file in a folder that has it: copies lie beside the ledger; what came was deleted");

    public static FlowException OutsideBase(string connection, string path) => Error(
        "RT2049", $"{path} leaves the base url of connection `{connection}`", "`..`, or another host, points outside of it",
        "give a path below `base_url`, or another connection", ErrorKind.Usage);

    public static FlowException Glob(string source, string path) => Error(
        "RT2049", $"{source}: {path} names many files", "a server does not say which files it has, so `*` can't be looked up",
        "give each file a source of its own, or let `{month}` and its like name the file of a run", ErrorKind.Usage);

    private static FlowException Error(
        string code, string message, string? why, string? help, ErrorKind kind = ErrorKind.Run, bool transient = false,
        Exception? inner = null) =>
        new(new FlowError(code, message, why, help) { Kind = kind, Transient = transient }, inner);
}
