using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FlowLang.Tests.Servers;

/// <summary>A server that answers requests as a test says, faults included: it writes the bytes of HTTP/1.1 itself.</summary>
internal sealed class RestServer : LoopbackServer
{
    private readonly Func<RestRequest, RestAnswer> _answer;
    private readonly List<RestRequest> _requests = [];

    /// <param name="answer">Called for one request at a time.</param>
    public RestServer(Func<RestRequest, RestAnswer> answer)
    {
        _answer = answer;
        Begin();
    }

    public string Url => $"http://{Address}";

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<RestRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Paths with their queries, in order.</summary>
    public IEnumerable<string> Targets => Requests.Select(r => r.Target);

    protected override async Task SpeakAsync(StreamReader reader, NetworkStream stream)
    {
        while (await ReadAsync(reader) is { } request)
        {
            RestAnswer answer;
            lock (_requests)
            {
                _requests.Add(request);
                answer = _answer(request);
            }

            if (!await WriteAsync(stream, answer))
            {
                return;
            }
        }
    }

    private async Task<RestRequest?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(Stop) is not { Length: > 0 } line)
        {
            return null;
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(Stop) is { Length: > 0 } header)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        char[] body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        if (body.Length > 0)
        {
            // Of nothing it would wait for the next request.
            await reader.ReadBlockAsync(body, Stop);
        }

        return new RestRequest(line.Split(' ')[0], line.Split(' ')[1], headers, new string(body));
    }

    /// <summary>False where the connection is to be closed.</summary>
    private async Task<bool> WriteAsync(NetworkStream stream, RestAnswer answer)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Test\r\nContent-Length: {answer.Body.Length}\r\n");
        head.Append(answer.Type.Length > 0 ? $"Content-Type: {answer.Type}\r\n" : "");
        head.Append(string.Concat(answer.Headers.Select(h => $"{h.Name}: {h.Value}\r\n"))).Append("\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), Stop);
        ReadOnlyMemory<byte> body = answer.Body.AsMemory(0, answer.CutAfter ?? answer.Body.Length);
        if (answer.Drip is { } drip)
        {
            foreach (byte[] piece in body.ToArray().Chunk(1))
            {
                await stream.WriteAsync(piece, Stop);
                await Task.Delay(drip, Stop);
            }
        }

        await stream.WriteAsync(answer.Drip is null ? body : default, Stop);
        return answer.CutAfter is null;
    }
}

/// <param name="Target">Path and query.</param>
internal sealed record RestRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?')[0];

    /// <summary>The value of a query parameter, unescaped; null where it is not given.</summary>
    public string? this[string name] => Target.Split('?', 2) is [_, var query]
        ? query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => Uri.UnescapeDataString(pair[0]) == name)
            .Select(pair => pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "").FirstOrDefault()
        : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

internal sealed record RestAnswer(byte[] Body, int Status = 200, string Type = "application/json")
{
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Closes the connection after so many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Sends a byte at a time, with this pause behind each.</summary>
    public TimeSpan? Drip { get; init; }

    public static RestAnswer Json(string text) => new(Encoding.UTF8.GetBytes(text));

    public static RestAnswer Fails(
        int status, string body = "", string type = "text/plain", params (string Name, string Value)[] headers) =>
        new(Encoding.UTF8.GetBytes(body), status, type) { Headers = headers };
}
