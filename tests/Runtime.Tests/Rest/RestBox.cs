using System.Collections.Immutable;
using FlowLang.Connectors.Http;

namespace FlowLang.Runtime.Tests.Rest;

/// <summary>A server, a connection to it and a folder; sources of `id` and `name` unless a test says otherwise.</summary>
internal sealed class RestBox : IAsyncDisposable
{
    public RestBox(Func<RestRequest, RestAnswer> answer) => Server = new(answer);

    public RestServer Server { get; }

    public Sandbox Box { get; } = new();

    public Func<HttpOptions, HttpOptions> Change { get; init; } = options => options;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static ImmutableArray<Column> Columns { get; } =
        [new("id", ColumnType.Int64), new("name", ColumnType.Text, Nullable: true)];

    public HttpConnection Connection() => new(
        "api",
        Change(new HttpOptions
        {
            BaseUrl = new Secret("base", Server.Url),
            Timeout = TimeSpan.FromSeconds(20),
            Retries = 3,
            Backoff = TimeSpan.FromMilliseconds(1),
        }),
        Box.Settings with { Time = Time });

    public RestSource Source(RestOptions? options = null, string path = "/v1/rows", ImmutableArray<Column> columns = default) =>
        new(Connection(), path, columns.IsDefault ? Columns : columns, options ?? new());

    /// <summary>The ids that a source gives, in order.</summary>
    public Task<string> IdsAsync(RestOptions? options = null, RunInterval? interval = null) =>
        Box.QueryAsync(Source(options), "SELECT string_agg(id, ',') FROM r", interval);

    public Task<FlowError> FailAsync(RestOptions? options = null) => Box.FailAsync(Source(options));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Box.Dispose();
    }

    /// <summary>Records with these ids as a JSON array.</summary>
    public static string Rows(params IEnumerable<int> ids) =>
        $"[{string.Join(",", ids.Select(i => $"{{\"id\": {i}, \"name\": \"n{i}\"}}"))}]";
}
