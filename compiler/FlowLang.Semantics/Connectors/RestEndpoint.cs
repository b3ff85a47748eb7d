using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>`api.get("/v1/rates")`: the records of JSON answers, page by page.</summary>
public static class RestEndpoint
{
    public const string Name = "get";

    public const string Query = "query";

    public const string Cursor = "cursor";

    public const string CursorStart = "cursor_start";

    public const string CursorOverlap = "cursor_overlap";

    public const string MaxPages = "max_pages";

    public static EndpointDescriptor Descriptor { get; } = new(
        Name, "The records of a server's JSON answers, page by page.",
        [
            new("path", OptionKind.Text,
                "below the base url; here, in `query` and in `headers` `{start}`, `{end}` and `{day}`-like placeholders are the run's "
                + "interval, and `{cursor}` is what `cursor` kept",
                IsRequired: true),
        ],
        SourceOptions, [], CanRead: true, CanWrite: false, ReadsText: true, HasOrigin: true);

    public static bool Is(BoundEndpoint endpoint) => endpoint.Connector is HttpConnector && endpoint.Descriptor.Name == Name;

    private static ImmutableArray<OptionDescriptor> SourceOptions =>
    [
        new("format", OptionKind.Choice, "of an answer", Default: "json", Choices: ["json"]),
        new("rows", OptionKind.JsonPath, "where an answer has its records: an array of objects, or one object", Default: "\"$\""),
        new(Query, OptionKind.Values, "query parameters: `{ status: \"open\", per_page: \"100\" }`"),
        new("headers", OptionKind.Values, "headers of each request: `` { `Accept-Language`: \"en\" } ``"),
        RestPages.Descriptor,
        new(MaxPages, OptionKind.Integer, "more pages than this are an error", Default: "10000"),
        new("max_page_size", OptionKind.Size, "a longer answer is an error", Default: "64MiB"),
        new("max_duration", OptionKind.Duration, "what all pages together may take", Default: "1h"),
        new(Cursor, OptionKind.Column, "the column whose highest value the ledger keeps for the next run, when the run has committed"),
        new(CursorStart, OptionKind.Text,
            "`{cursor}` of the first run; without it parameters with `{cursor}` are left out of the first run"),
        new(CursorOverlap, OptionKind.Duration, "how far before the kept value a run begins, for rows that turn up late"),
        OptionSet.OnBadRecord,
        new("expose", OptionKind.ColumnList,
            "columns to add: `source_file` (text, the path with the page's number) "
            + "and `source_row` (int64, the record's number in it, from 1)"),
        OptionSet.Key,
    ];
}
