using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Hosted;

/// <summary>
/// Pages below a path, where several programs share an address. Pages are written as from the root; the path comes in front of the
/// addresses in them when they are sent. Texts that people and programs gave can't look like such an attribute: their quotes are escaped.
/// </summary>
internal static partial class PathPrefix
{
    public static string Of(HttpContext context) => context.Request.PathBase.Value ?? "";

    /// <summary>An address from the root of the program's pages as one of the server's.</summary>
    public static string Address(HttpContext context, string address) => address.StartsWith('/') ? Of(context) + address : address;

    public static string Html(HttpContext context, string page) =>
        Of(context) is { Length: > 0 } path ? Attributes().Replace(page, match => $"{match.Groups["name"].Value}=\"{path}/") : page;

    [GeneratedRegex(
        """\b(?<name>href|src|action|hx-get|hx-post|data-[a-z]+)="/(?!/)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Attributes();
}
