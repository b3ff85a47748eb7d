using System.Text.RegularExpressions;

namespace FlowLang.Connectors.Http;

/// <summary>The header <c>Link</c>: <c>&lt;https://…?page=2&gt;; rel="next", …</c> (RFC 8288, 3).</summary>
internal static partial class LinkHeader
{
    /// <summary>The target of the relation <c>next</c>, null where there is none.</summary>
    public static string? Next(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out IEnumerable<string>? values))
        {
            return null;
        }

        return Link().Matches(string.Join(", ", values))
            .Where(link => Relation().Matches(link.Groups["parameters"].Value).Any(IsNext))
            .Select(link => link.Groups["target"].Value)
            .FirstOrDefault();
    }

    // A quoted value may be several relations.
    private static bool IsNext(Match relation) => relation.Groups["value"].Value.Trim('"')
        .Split(' ').Any(word => word.Equals("next", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("""<(?<target>[^>]*)>(?<parameters>(\s*;\s*[\w*-]+(\s*=\s*("[^"]*"|[^\s,;"]+))?)*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("""(?i);\s*rel\s*=\s*(?<value>"[^"]*"|[^\s,;"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Relation();
}
