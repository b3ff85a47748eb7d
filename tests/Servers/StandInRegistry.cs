using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace FlowLang.Tests.Servers;

/// <summary>A schema registry of a test's own, with the part of the REST API that is used.</summary>
internal sealed class StandInRegistry : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;

    /// <param name="port">0 for a free one.</param>
    public StandInRegistry(int port = 0)
    {
        (_listener, Url) = Listen(port);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Of the server, with what <see cref="User"/> is to be asked for left out.</summary>
    public string Url { get; }

    /// <summary>Answers by path; a path that is not here is a schema that is not here.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new() { ["/schemas/types"] = """["JSON","PROTOBUF","AVRO"]""" };

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Schemas by the subjects under which they were registered, with their numbers.</summary>
    public ConcurrentDictionary<string, (int Id, string Schema)> Registered { get; } = new();

    /// <summary>Why no schema is taken; null where all are.</summary>
    public string? Incompatible { get; set; }

    /// <summary>It compares with the latest version of a subject alone, as registries of others do.</summary>
    public bool KnowsLatestOnly { get; init; }

    /// <summary>`name:password` that requests have to have; null for none.</summary>
    public string? User { get; init; }

    /// <summary>So many requests are answered with 503.</summary>
    public int Failures { get; set; }

    /// <summary>Registers a schema.</summary>
    /// <param name="references">As the registry has them, in JSON.</param>
    public void Add(int id, string schema, string? references = null) => Answers[$"/schemas/ids/{id}"] = Answer(schema, references);

    public void AddVersion(string subject, int version, string schema, string? references = null) =>
        Answers[$"/subjects/{subject}/versions/{version}"] = Answer(schema, references);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private static string Answer(string schema, string? references) =>
        $$"""{"schema":{{JsonSerializer.Serialize(schema)}}{{(references is null ? "" : $",\"references\":{references}")}}}""";

    // `/subjects/NAME/versions` registers, `/subjects/NAME` looks.
    private (int Status, string Answer) Post(string path, HttpListenerRequest request)
    {
        if (path.StartsWith("/compatibility/", StringComparison.Ordinal))
        {
            return Compare(path);
        }

        using JsonDocument body = JsonDocument.Parse(request.InputStream);
        string schema = body.RootElement.GetProperty("schema").GetString() ?? "";
        string subject = Uri.UnescapeDataString(path.Split('/')[2]);
        if (Registered.TryGetValue(subject, out var known) && known.Schema == schema)
        {
            return (200, $$"""{"id":{{known.Id}}}""");
        }

        if (!path.EndsWith("/versions", StringComparison.Ordinal))
        {
            return (404, """{"error_code":40403,"message":"Schema not found"}""");
        }

        if (Incompatible is { } why)
        {
            return (409, $$"""{"error_code":409,"message":{{JsonSerializer.Serialize(why)}}}""");
        }

        int id = 100 + Registered.Count;
        Registered[subject] = (id, schema);
        Add(id, schema);
        return (200, $$"""{"id":{{id}}}""");
    }

    // `/compatibility/subjects/NAME/versions` looks at all that count, `…/latest` at one.
    private (int Status, string Answer) Compare(string path)
    {
        bool isLatest = path.EndsWith("/latest", StringComparison.Ordinal);
        return KnowsLatestOnly && !isLatest ? (404, """{"error_code":404,"message":"HTTP 404 Not Found"}""")
            : isLatest && !Registered.ContainsKey(Uri.UnescapeDataString(path.Split('/')[3]))
                ? (404, """{"error_code":40401,"message":"Subject not found"}""")
            : Incompatible is { } why ? (200, $$"""{"is_compatible":false,"messages":[{{JsonSerializer.Serialize(why)}}]}""")
            : (200, """{"is_compatible":true,"messages":[]}""");
    }

    // A port that is free now may be taken a moment later.
    private static (HttpListener Listener, string Url) Listen(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            int chosen = port == 0 ? Random.Shared.Next(20_000, 60_000) : port;
            HttpListener listener = new() { Prefixes = { $"http://127.0.0.1:{chosen}/" } };
            try
            {
                listener.Start();
                return (listener, $"http://127.0.0.1:{chosen}");
            }
            catch (HttpListenerException) when (attempt < 20)
            {
            }
        }
    }

    private async Task LoopAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Handle(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Handle(HttpListenerContext context)
    {
        string path = context.Request.Url?.AbsolutePath ?? "";
        Asked.Enqueue(path);
        bool isKnown = User is null || context.Request.Headers["Authorization"]
            == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(User));
        (int status, string answer) = !isKnown ? (401, """{"error_code":401,"message":"Unauthorized"}""")
            : Failures > 0 && Failures-- > 0 ? (503, "busy")
            : context.Request.HttpMethod == "POST" ? Post(path, context.Request)
            : Answers.TryGetValue(path, out string? known) ? (200, known)
            : (404, """{"error_code":40403,"message":"Schema not found"}""");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/vnd.schemaregistry.v1+json";
        context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: true);
    }
}
