using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>The ways in which servers hand out the pages of an answer.</summary>
internal static class RestPages
{
    public const string Option = "pages";

    public static OptionDescriptor Descriptor { get; } = new(
        Option, OptionKind.Call, "how the next page is found; without it there is one")
    {
        Calls =
        [
            new("number", "number(\"page\", first: 1)", "a query parameter counts pages, up to one without rows, or to the `last`",
                [
                    Parameter, new("first", OptionKind.Integer, "the first page's number", Default: "1"),
                    new("last", OptionKind.JsonPath, "where an answer has the number of the last page"),
                ]),
            new("offset", "offset(\"offset\")", "a query parameter is the number of rows so far, up to a page without rows", [Parameter]),
            new("cursor", "cursor(\"after\", from: \"$.meta.next\")",
                "a query parameter repeats what the page before has at `from`, up to one that has nothing there",
                [Parameter, new("from", OptionKind.JsonPath, "where an answer has the next page's token", IsRequired: true)]),
            new("next", "next(\"$.links.next\")", "each page has the address of the next, up to one that has none",
                [new("from", OptionKind.JsonPath, "where an answer has the next page's address", IsRequired: true)]),
            new("link", "link", "the header `Link` has the address of the next page as `rel=\"next\"` (RFC 8288)", []),
        ],
    };

    private static OptionDescriptor Parameter => new("parameter", OptionKind.Text, "the query parameter", IsRequired: true);
}
