using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Tells data from the pages that servers give in its place: error and sign-in pages, pointers of Git LFS, nothing at all. Looked at are
/// the answer's type and its first bytes, before the rest is fetched.
/// </summary>
internal static class ContentCheck
{
    public static void Type(HttpResponseMessage response, string source)
    {
        string type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type is "text/html" or "application/xhtml+xml")
        {
            throw HttpErrors.NotData(source, response, "an HTML page", "often a sign-in or error page, answered as if it were the file");
        }
    }

    /// <param name="head">The first bytes of the file; fewer than 512 only where it is shorter.</param>
    public static void Head(HttpResponseMessage response, ReadOnlySpan<byte> head, string source)
    {
        string start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 512)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        (string What, string Why)? found =
            head.IsEmpty ? ("empty", "the answer has no bytes at all")
            : start.StartsWith("version https://git-lfs", StringComparison.Ordinal)
                ? ("a Git LFS pointer", "the server has the repository without its large files; their address is another one")
            : IsMarkup(start) ? ("an HTML or XML page", "often a sign-in or error page, answered as if it were the file")
            : null;
        if (found is { } page)
        {
            throw HttpErrors.NotData(source, response, page.What, page.Why);
        }
    }

    private static bool IsMarkup(string start) =>
        start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
        || start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<!--", StringComparison.Ordinal)
        || start.StartsWith("<head", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<body", StringComparison.OrdinalIgnoreCase)
        || start.StartsWith("<Error", StringComparison.OrdinalIgnoreCase);
}
