using System.Diagnostics;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp;

/// <summary>The options of `api.get(…)` and of its connection as C#.</summary>
internal static class RestEmitter
{
    /// <summary>Fields of `HttpOptions`, with `settings` in scope.</summary>
    public static IEnumerable<string> Connection(OptionValues values) =>
    [
        .. values.Set("auth", "Auth", Auth), .. values.Set("requests_per_second", "RequestsPerSecond", OptionValues.NumberOf),
        .. values.Set("headers", "Headers", v => Values(v, h => $"new({Literals.Text(h.Name)}, {OptionValues.SecretOf(h.Name, h.Value)})")),
    ];

    /// <summary>`new RestOptions { … }`, with `connections` in scope.</summary>
    public static string Options(BoundEndpoint endpoint)
    {
        OptionValues values = new(endpoint.Options);
        IEnumerable<string> options =
        [
            .. values.Set("rows", "Rows", OptionValues.PathOf),
            .. values.Set("query", "Query", v => Values(v, Pair)), .. values.Set("headers", "Headers", v => Values(v, Pair)),
            .. values.Set("pages", "Pages", Pages), .. values.Set("max_pages", "MaxPages", OptionValues.IntegerOf),
            .. values.Set("max_page_size", "MaxPageSize", OptionValues.SizeOf),
            .. values.Set("max_duration", "MaxDuration", OptionValues.DurationOf),
            .. values.Set("cursor", "Cursor", v => Cursor(v, values)),
        ];
        return $"new RestOptions {{ {string.Join(", ", options)} }}"
            .Replace("settings.", "connections.Settings.", StringComparison.Ordinal);
    }

    private static string Pair(BoundOption value) => $"new({Literals.Text(value.Name)}, {OptionValues.TextOf(value.Value)})";

    private static string Values(OptionValue value, Func<BoundOption, string> write) => value is ValuesOption { Values: var values }
        ? Literals.List(values.Select(write))
        : throw new UnreachableException(value.GetType().Name);

    private static string Cursor(OptionValue value, OptionValues options)
    {
        string column = value is TextListOption { Values: [var name] } ? name : throw new UnreachableException(value.GetType().Name);
        string[] more =
        [
            .. options.Set(RestEndpoint.CursorStart, "Start", OptionValues.TextOf),
            .. options.Set(RestEndpoint.CursorOverlap, "Overlap", OptionValues.DurationOf),
        ];
        string start = $"new RestCursor({Literals.Text(column)})";
        return more.Length == 0 ? start : $"{start} {{ {string.Join(", ", more)} }}";
    }

    private static string Pages(OptionValue value)
    {
        (string name, OptionValues values) = Call(value);
        string parameter = values.Text("parameter") ?? "";
        return name switch
        {
            "number" => $"new NumberPages({parameter}, {Or(values, "first", OptionValues.LongOf, "1L")}, "
                + $"{Or(values, "last", OptionValues.PathOf, "[]")})",
            "offset" => $"new OffsetPages({parameter})",
            "cursor" => $"new CursorPages({parameter}, {Or(values, "from", OptionValues.PathOf, "[]")})",
            "next" => $"new NextPages({Or(values, "from", OptionValues.PathOf, "[]")})",
            "link" => "new LinkPages()",
            _ => throw new UnreachableException(name),
        };
    }

    private static string Auth(OptionValue value)
    {
        (string name, OptionValues values) = Call(value);
        if (name == "api_key")
        {
            return $"new ApiKeyAuth({Secret(values, "key")}, {values.Text("header") ?? "null"}, {values.Text("query") ?? "null"})";
        }

        string start = $"new OAuth2Auth({values.Text("token_url")}, {values.Text("client_id")}, {Secret(values, "client_secret")})";
        string[] more =
        [
            .. values.Set("scope", "Scope", OptionValues.TextOf), .. values.Set("audience", "Audience", OptionValues.TextOf),
            .. values.Set("send", "SendInBody", v => v is ChoiceOption { Value: "body" } ? "true" : "false"),
        ];
        return more.Length == 0 ? start : $"{start} {{ {string.Join(", ", more)} }}";
    }

    private static string Secret(OptionValues values, string name) => values.Find(name) is { } secret
        ? OptionValues.SecretOf(name, secret)
        : throw new UnreachableException(name);

    private static string Or(OptionValues values, string name, Func<OptionValue, string> write, string otherwise) =>
        values.Find(name) is { } value ? write(value) : otherwise;

    private static (string Name, OptionValues Arguments) Call(OptionValue value) => value is CallOption call
        ? (call.Name, new OptionValues(call.Arguments))
        : throw new UnreachableException(value.GetType().Name);
}
