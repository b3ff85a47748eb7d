using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>
/// `"$.data.items"` or `$["odd name"]`: the part of JSONPath (RFC 9535) that names one place, without array elements.
/// </summary>
internal static partial class JsonPathBinder
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Null after a mistake.</summary>
    public static JsonPathOption? Bind(ExpressionSyntax syntax, OptionDescriptor option, BindingContext context)
    {
        if (syntax is not TextLiteralSyntax { Value: var text })
        {
            context.Report(TypeDiagnostics.OptionType(syntax.Span, option.Name, "a path written out: `\"$.data\"`"));
            return null;
        }

        if (!Whole().IsMatch(text))
        {
            context.Report(RestDiagnostics.JsonPath(syntax.Span, text));
            return null;
        }

        ImmutableArray<string> members =
            [.. Member().Matches(text).Select(m => m.Groups["plain"].Success ? m.Groups["plain"].Value : m.Groups["quoted"].Value)];
        return new JsonPathOption(members);
    }

    [GeneratedRegex("""^\$(?:\.[\p{L}_@][\p{L}\p{N}_@-]*|\["[^"\\]*"\]|\['[^'\\]*'\])*$""", Options)]
    private static partial Regex Whole();

    [GeneratedRegex("""\.(?<plain>[\p{L}_@][\p{L}\p{N}_@-]*)|\[["'](?<quoted>[^"'\\]*)["']\]""", Options)]
    private static partial Regex Member();
}
