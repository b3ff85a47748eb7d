using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Spark;
using FlowLang.GoogleCloud;
using FlowLang.Runtime;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Driver.Locking;

/// <summary>Makes the runtime's sources and connections from endpoints of a program, so that flowc sees what the executable will
/// see.</summary>
/// <param name="sample">Which interval's file shows the columns, where the server lists none.</param>
internal sealed partial class EndpointOpener(OptionText values, ProgramSettings settings, SampleInterval sample)
{
    private readonly Dictionary<string, HttpConnection> _http = new(StringComparer.Ordinal);

    /// <summary>Null where flowc does not open sources of this kind (generators need no introspection).</summary>
    public BatchSource? Open(BoundEndpoint endpoint, ImmutableArray<Column> columns) => endpoint switch
    {
        { Connection: null } => null,
        { Connector.Name: "files", Connection: { } connection } => File(endpoint, Files(connection), columns),
        { Connector.Name: "gcs", Connection: { } connection } => Objects(endpoint, Gcs(connection), columns),
        { Connector.Name: "http", Connection: { } connection } => Download(endpoint, Http(connection), columns),
        { Connector.Name: "postgres", Connection: { } connection } => Table(endpoint, Postgres(connection), columns),
        _ => null,
    };

    public PostgresConnection Postgres(ConnectionSymbol connection)
    {
        ImmutableArray<BoundOption> options = connection.Options;
        PostgresOptions given = new()
        {
            Url = values.SecretOf(options, "url"),
            Database = values.Of(options, "database"),
            User = values.Of(options, "user"),
            Password = values.SecretOf(options, "password"),
            SslMode = values.Of(options, "ssl_mode"),
            Tokens = values.Of(options, "auth") is null ? null : GoogleTokens.ForSql(settings.Time),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        given = values.Of(options, "host") is { } host ? given with { Host = host } : given;
        given = values.Of(options, "port") is { } port ? given with { Port = int.Parse(port, CultureInfo.InvariantCulture) } : given;
        return new PostgresConnection(connection.Name, given);
    }

    public SparkConnection Spark(ConnectionSymbol connection) => new(connection.Name, new SparkOptions
    {
        Url = values.SecretOf(connection.Options, "url") ?? new Secret("url", ""),
        Token = values.SecretOf(connection.Options, "token"),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        Patience = TimeSpan.FromSeconds(30),
    });

    /// <summary>The endpoint as the program names it: `lake.csv("zones.csv")`.</summary>
    public static string NameOf(BoundEndpoint endpoint)
    {
        string argument = endpoint.Descriptor.Arguments.IsEmpty ? "" : endpoint.Find(endpoint.Descriptor.Arguments[0].Name) switch
        {
            TextOption text => $"\"{text.Value}\"",
            _ => "…",
        };
        return $"{endpoint.Connection?.Name ?? endpoint.Connector.Name}.{endpoint.Descriptor.Name}({argument})";
    }

    private FilesConnection Files(ConnectionSymbol connection) =>
        new(connection.Name, values.Of(connection.Options, "root") ?? ".", settings);

    private BatchSource? File(BoundEndpoint endpoint, FilesConnection files, ImmutableArray<Column> columns)
    {
        // Any interval's files show the columns.
        string path = Placeholder().Replace(Argument(endpoint), "*");
        return endpoint.Descriptor.Name switch
        {
            "csv" => files.Csv(path, columns, Csv(endpoint)),
            "json" or "jsonl" => files.JsonLines(path, columns, Format(endpoint)),
            "parquet" => files.Parquet(path, columns),
            _ => null,
        };
    }

    // The last file stands for all, so that a look at a bucket does not fetch what is in it.
    private GcsFileSource? Objects(BoundEndpoint endpoint, GcsConnection bucket, ImmutableArray<Column> columns)
    {
        string path = Placeholder().Replace(Argument(endpoint), "*");
        return endpoint.Descriptor.Name switch
        {
            "csv" => bucket.Csv(path, columns, Csv(endpoint), needsOrigin: true, isSample: true),
            "json" or "jsonl" => bucket.JsonLines(path, columns, Format(endpoint), needsOrigin: true, isSample: true),
            "parquet" => bucket.Parquet(path, columns, needsOrigin: true, isSample: true),
            _ => null,
        };
    }

    private GcsConnection Gcs(ConnectionSymbol connection)
    {
        ImmutableArray<BoundOption> options = connection.Options;
        GcsOptions given = new()
        {
            Bucket = values.Of(options, "bucket") ?? "",
            Prefix = values.Of(options, "prefix"),
            EncryptionKey = values.SecretOf(options, "encryption_key"),
            Retries = 2,
        };
        return new GcsConnection(connection.Name, given, settings);
    }

    private BatchSource? Download(BoundEndpoint endpoint, HttpConnection http, ImmutableArray<Column> columns)
    {
        if (RestEndpoint.Is(endpoint))
        {
            return new RestOpener(values, sample).Open(endpoint, http, Argument(endpoint), columns);
        }

        string path = sample.Bind(Argument(endpoint));
        return endpoint.Descriptor.Name switch
        {
            "csv" => http.Csv(path, columns, Csv(endpoint), needsOrigin: true),
            "json" or "jsonl" => http.JsonLines(path, columns, Format(endpoint), needsOrigin: true),
            "parquet" => http.Parquet(path, columns, needsOrigin: true),
            _ => null,
        };
    }

    private HttpConnection Http(ConnectionSymbol connection)
    {
        if (!_http.TryGetValue(connection.Name, out HttpConnection? http))
        {
            ImmutableArray<BoundOption> options = connection.Options;
            HttpOptions given = new()
            {
                BaseUrl = values.SecretOf(options, "base_url") ?? new Secret("base_url", ""),
                Token = values.SecretOf(options, "token"),
                User = values.Of(options, "user"),
                Password = values.SecretOf(options, "password"),
                Retries = 2,
                Auth = RestOpener.Auth(options, values),
                Headers = RestOpener.Headers(options, values),
                RequestsPerSecond = (options.FirstOrDefault(o => o.Name == "requests_per_second")?.Value as NumberOption)?.Value,
            };
            given = options.FirstOrDefault(o => o.Name == "timeout")?.Value is DurationOption { Value: var timeout }
                ? given with { Timeout = timeout }
                : given;
            http = new HttpConnection(connection.Name, given, settings);
            _http.Add(connection.Name, http);
        }

        return http;
    }

    private BatchSource? Table(BoundEndpoint endpoint, PostgresConnection postgres, ImmutableArray<Column> columns) =>
        endpoint.Descriptor.Name switch
        {
            "table" => postgres.TableSource(Argument(endpoint), columns),
            "query" => postgres.QuerySource(Argument(endpoint), columns),
            _ => null,
        };

    private string Argument(BoundEndpoint endpoint) => values.Of(endpoint.Options, endpoint.Descriptor.Arguments[0].Name) ?? "";

    private CsvOptions Csv(BoundEndpoint endpoint)
    {
        CsvOptions csv = new() { Format = Format(endpoint) };
        csv = values.Of(endpoint.Options, "delimiter") is { Length: > 0 } delimiter ? csv with { Delimiter = delimiter[0] } : csv;
        csv = values.Of(endpoint.Options, "quote") is { } quote ? csv with { Quote = quote.Length > 0 ? quote[0] : null } : csv;
        csv = values.Of(endpoint.Options, "header") is { } header ? csv with { Header = header == "true" } : csv;
        return values.Of(endpoint.Options, "null") is { } nothing ? csv with { Null = nothing } : csv;
    }

    private FileFormatOptions Format(BoundEndpoint endpoint)
    {
        FileFormatOptions format = new() { Zstd = Zstandard.IsRead(endpoint) ? ZstdStream.Open : null };
        format = values.Of(endpoint.Options, "compression") is { } compression ? format with { Compression = compression } : format;
        return values.Of(endpoint.Options, "encoding") is { } encoding ? format with { Encoding = encoding } : format;
    }

    [GeneratedRegex("\\{(year|month|week|day|hour)\\}")]
    private static partial Regex Placeholder();
}
