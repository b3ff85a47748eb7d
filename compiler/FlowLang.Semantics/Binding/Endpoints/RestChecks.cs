using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>What the options of `api.get(…)` and of its connection say together.</summary>
internal static class RestChecks
{
    public static void Source(BoundEndpoint endpoint, RowType row, BindingContext context)
    {
        if (!RestEndpoint.Is(endpoint))
        {
            return;
        }

        CheckCursor(endpoint, row, context);
        CheckPages(endpoint, context);
        CheckHeaders(endpoint.Options, context);
    }

    public static void Connection(ImmutableArray<BoundOption> options, BindingContext context)
    {
        CheckHeaders(options, context);
        if (options.FirstOrDefault(o => o.Name == RestAuth.Option) is not { Value: CallOption auth } option)
        {
            return;
        }

        if (options.FirstOrDefault(o => o.Name is "token" or "user" or "password") is { } other)
        {
            context.Report(RestDiagnostics.OptionsContradict(
                other.Span, $"`{other.Name}`", $"`auth: {auth.Name}(…)`", "a server is told once who asks"));
        }

        if (auth.Name == "api_key" && (auth.Find("header") is null) == (auth.Find("query") is null))
        {
            context.Report(auth.Find("header") is null
                ? NameDiagnostics.OptionMissing(option.Span, "`api_key`", "header", "the header's name; or `query`, a query parameter's")
                : RestDiagnostics.OptionsContradict(option.Span, "`header`", "`query`", "a key has one place"));
        }
    }

    /// <summary>Where the cursor of a source stands; null where it has none.</summary>
    public static TextSpan? Cursor(BoundEndpoint endpoint) => RestEndpoint.Is(endpoint) ? Span(endpoint, RestEndpoint.Cursor) : null;

    /// <summary>Headers that the connector itself sends, and those that hold secrets in the open.</summary>
    private static void CheckHeaders(ImmutableArray<BoundOption> options, BindingContext context)
    {
        foreach (BoundOption header in options.Where(o => o.Name == "headers").SelectMany(Values))
        {
            string name = header.Name;
            string lower = name.ToLowerInvariant();
            if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_|~".Contains(c, StringComparison.Ordinal)))
            {
                context.Report(RestDiagnostics.Header(
                    header.Span, name, "it is no name of a header (RFC 9110, 5.6.2)", "use letters, digits and `-`"));
            }
            else if (lower is "host" or "content-length" or "transfer-encoding" or "connection" or "accept-encoding" or "range")
            {
                context.Report(RestDiagnostics.Header(header.Span, name, "it follows from the request itself", "leave it out"));
            }
            else if (lower is "authorization" or "proxy-authorization" or "cookie" && header.Value is not SecretOption)
            {
                context.Report(RestDiagnostics.Header(
                    header.Span, name, "it says who asks, and what is written here is no secret any more",
                    "give the connection `auth: bearer(…)`, or another of its forms"));
            }
        }
    }

    private static void CheckCursor(BoundEndpoint endpoint, RowType row, BindingContext context)
    {
        TextSpan? sent = Placeholders.Of(endpoint).FirstOrDefault(p => p.Name == RestEndpoint.Cursor)?.Span;
        BoundOption? cursor = endpoint.Options.FirstOrDefault(o => o.Name == RestEndpoint.Cursor);
        if (cursor is null)
        {
            TextSpan? lonely = sent ?? Span(endpoint, RestEndpoint.CursorStart) ?? Span(endpoint, RestEndpoint.CursorOverlap);
            if (lonely is { } at)
            {
                string has = sent is null ? "this says where a cursor begins" : "`{cursor}` is sent";
                context.Report(RestDiagnostics.CursorHalf(at, has, "no column is kept: `cursor` is missing"));
            }

            return;
        }

        if (cursor.Value is UnreadOption)
        {
            return;
        }

        if (sent is null)
        {
            context.Report(RestDiagnostics.CursorHalf(cursor.Span, "a cursor is kept", "`{cursor}` is sent nowhere"));
        }

        if (Span(endpoint, RestEndpoint.CursorStart) is null
            && endpoint.Options.FirstOrDefault(o => o.Name == "path") is { Value: TextOption { Value: var path } } option
            && path.Contains($"{{{RestEndpoint.Cursor}}}", StringComparison.Ordinal))
        {
            context.Report(RestDiagnostics.CursorHalf(
                option.Span, "`{cursor}` is in the path", "the first run has none: `cursor_start` is missing"));
        }

        string name = cursor.Value is TextListOption { Values: [var only] } ? only : "";
        FlowType? type = row.Find(name)?.Type.Type;
        if (type is null)
        {
            context.Report(NameDiagnostics.UnknownColumn(cursor.Span, "the source", name, [.. row.Fields.Select(f => f.Name)]));
        }
        else if (type is not (IntegerType or InstantType or DateTimeType or DateType or TextType or ErrorType))
        {
            context.Report(RestDiagnostics.CursorColumn(cursor.Span, name, $"{type}"));
        }
        else if (type is not (InstantType or DateTimeType) && Span(endpoint, RestEndpoint.CursorOverlap) is { } overlap)
        {
            context.Report(RestDiagnostics.OptionsContradict(
                overlap, "`cursor_overlap`", $"a cursor of {type}", "a time can be taken from an `instant` or a `datetime` only"));
        }
    }

    private static void CheckPages(BoundEndpoint endpoint, BindingContext context)
    {
        if (endpoint.Find(RestPages.Option) is not CallOption pages)
        {
            if (Span(endpoint, RestEndpoint.MaxPages) is { } limit && endpoint.Find(RestPages.Option) is null)
            {
                context.Report(RestDiagnostics.OptionsContradict(
                    limit, "`max_pages`", "a single page", "without `pages` one request is made"));
            }

            return;
        }

        if (pages.Find("parameter") is TextOption { Value: var parameter }
            && endpoint.Options.Where(o => o.Name == RestEndpoint.Query).SelectMany(Values)
                .FirstOrDefault(v => v.Name == parameter) is { } twice)
        {
            context.Report(RestDiagnostics.OptionsContradict(
                twice.Span, $"`{parameter}` in `query`", $"`pages: {pages.Name}(\"{parameter}\")`", "each page has its own value of it"));
        }
    }

    private static IEnumerable<BoundOption> Values(BoundOption option) => (option.Value as ValuesOption)?.Values ?? [];

    private static TextSpan? Span(BoundEndpoint endpoint, string option) =>
        endpoint.Options.FirstOrDefault(o => o.Name == option)?.Span;
}
