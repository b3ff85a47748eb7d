using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Http;
using FlowLang.Runtime;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Driver.Locking;

/// <summary>A REST source as flowc looks at it: some pages, with what an executable would send.</summary>
internal sealed class RestOpener(OptionText values, SampleInterval sample)
{
    private const int Pages = 3;

    public BatchSource Open(BoundEndpoint endpoint, HttpConnection connection, string path, ImmutableArray<Column> columns)
    {
        RestOptions options = new()
        {
            Rows = Path(endpoint.Find("rows")),
            Query = Values(endpoint.Find(RestEndpoint.Query)),
            Headers = Values(endpoint.Find("headers")),
            Pages = PagesOf(endpoint.Find("pages") as CallOption),
            Cursor = endpoint.Find(RestEndpoint.Cursor) is TextListOption { Values: [var column] }
                ? new RestCursor(column) { Start = values.Of(endpoint.Options, RestEndpoint.CursorStart) }
                : null,
        };
        options = endpoint.Find("max_page_size") is SizeOption { Bytes: var bytes } ? options with { MaxPageSize = bytes } : options;
        return new RestSource(connection, path, columns, options)
        {
            Sample = Pages,
            SampleInterval = sample.Of([path, .. options.Query.Concat(options.Headers).Select(v => v.Text)]),
        };
    }

    public static HttpAuth? Auth(ImmutableArray<BoundOption> options, OptionText values)
    {
        if (options.FirstOrDefault(o => o.Name == "auth")?.Value is not CallOption { Arguments: var given } call)
        {
            return null;
        }

        Secret Secret(string name) => values.SecretOf(given, name) ?? new Secret(name, "");
        return call.Name == "api_key"
            ? new ApiKeyAuth(Secret("key"), values.Of(given, "header"), values.Of(given, "query"))
            : new OAuth2Auth(values.Of(given, "token_url") ?? "", values.Of(given, "client_id") ?? "", Secret("client_secret"))
            {
                Scope = values.Of(given, "scope"),
                Audience = values.Of(given, "audience"),
                SendInBody = values.Of(given, "send") == "body",
            };
    }

    public static ImmutableArray<HttpHeader> Headers(ImmutableArray<BoundOption> options, OptionText values) =>
        options.FirstOrDefault(o => o.Name == "headers")?.Value is ValuesOption { Values: var headers }
            ? [.. headers.Select(h => new HttpHeader(h.Name, values.SecretOf(headers, h.Name) ?? new Secret(h.Name, "")))]
            : [];

    private RestPages? PagesOf(CallOption? call)
    {
        string Parameter() => values.Of(call?.Arguments ?? [], "parameter") ?? "";
        return call?.Name switch
        {
            "number" => new NumberPages(Parameter(), (call.Find("first") as IntegerOption)?.Value ?? 1, Path(call.Find("last"))),
            "offset" => new OffsetPages(Parameter()),
            "cursor" => new CursorPages(Parameter(), Path(call.Find("from"))),
            "next" => new NextPages(Path(call.Find("from"))),
            "link" => new LinkPages(),
            _ => null,
        };
    }

    private ImmutableArray<RestValue> Values(OptionValue? option) => option is ValuesOption { Values: var given }
        ? [.. given.Select(v => new RestValue(v.Name, values.Of(given, v.Name) ?? ""))]
        : [];

    private static ImmutableArray<string> Path(OptionValue? option) => (option as JsonPathOption)?.Members ?? [];
}
