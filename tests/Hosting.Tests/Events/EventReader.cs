using System.Text.Json;

namespace FlowLang.Hosting.Tests.Events;

/// <summary>An event as it was received.</summary>
internal sealed record SeenEvent(string Id, string Kind, string Data);

/// <summary>Listens to server-sent events.</summary>
internal sealed class EventReader : IDisposable
{
    /// <summary>Far more than an event takes: a test that waits for one that never comes is told by name.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _lines = new StreamReader(body);
    }

    public static async Task<EventReader> OpenAsync(TestSite site, string path, string? lastId = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        HttpResponseMessage answer = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        EventReader reader = new(answer, await answer.Content.ReadAsStreamAsync());

        // The first line is sent when it listens.
        Assert.StartsWith("retry:", await reader._lines.ReadLineAsync(), StringComparison.Ordinal);
        return reader;
    }

    public async Task<SeenEvent> NextAsync()
    {
        (string id, string kind, string data) = ("", "", "");
        using CancellationTokenSource patience = new(s_patience);
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0 && kind.Length > 0)
            {
                return new SeenEvent(id, kind, data);
            }

            string value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart();
            id = line.StartsWith("id:", StringComparison.Ordinal) ? value : id;
            kind = line.StartsWith("event:", StringComparison.Ordinal) ? value : kind;
            data = line.StartsWith("data:", StringComparison.Ordinal) ? value : data;
        }

        throw new EndOfStreamException("the stream of events ended");
    }

    /// <summary>The texts of the next events.</summary>
    public async Task<string[]> TakeAsync(int count)
    {
        List<string> texts = [];
        while (texts.Count < count)
        {
            texts.Add(JsonDocument.Parse((await NextAsync()).Data).RootElement.GetProperty("text").GetString() ?? "");
        }

        return [.. texts];
    }

    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
    }
}
