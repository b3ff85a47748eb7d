using System.Collections.Immutable;
using System.Globalization;

namespace FlowLang.Connectors.Http;

/// <summary>The address of a source's pages: its path with its query parameters, each bound and escaped.</summary>
internal sealed class RequestAddress
{
    private readonly Uri _path;
    private readonly ImmutableArray<string> _query;

    public RequestAddress(HttpTransport transport, string path, ImmutableArray<RestValue> query, RequestTemplate template)
    {
        Path = template.Bind(path, Uri.EscapeDataString) ?? path;
        _path = transport.Resolve(Path);
        _query = [.. from value in query let bound = template.Bind(value.Text) where bound is not null select Pair(value.Name, bound)];
    }

    /// <summary>The bound path below the base url, which has no secrets.</summary>
    public string Path { get; }

    public Uri First(RestPages? pages) => pages switch
    {
        NumberPages number => With(number.Parameter, number.First.ToString(CultureInfo.InvariantCulture)),
        OffsetPages offset => With(offset.Parameter, "0"),
        _ => With([]),
    };

    public Uri With(string name, string value) => With([Pair(name, value)]);

    private static string Pair(string name, string value) => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";

    private Uri With(ImmutableArray<string> more)
    {
        IEnumerable<string> parts = _query.Concat(more);
        string own = _path.Query.TrimStart('?');
        string query = string.Join('&', own.Length > 0 ? parts.Prepend(own) : parts);
        return query.Length == 0 ? _path : new Uri($"{_path.GetLeftPart(UriPartial.Path)}?{query}");
    }
}
