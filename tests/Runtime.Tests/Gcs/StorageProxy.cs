using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FlowLang.Connectors.Gcs;
using FlowLang.GoogleCloud;

namespace FlowLang.Runtime.Tests.Gcs;

/// <summary>
/// Stands before the stand-in of Cloud Storage, makes the faults that a test says, and holds resumable uploads to Google's protocol: a
/// question for what arrived ends none, and condition and checksum are looked at when the object is made.
/// </summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private const int ResumeIncomplete = 308;

    private readonly RestServer _server;
    private readonly HttpClient _behind;
    private readonly List<UploadSession> _sessions = [];

    public StorageProxy()
    {
        _behind = new HttpClient { BaseAddress = StorageAddress.Require() };
        _server = new RestServer(Answer);
    }

    public Uri Url => new(_server.Url);

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<RestRequest> Requests => _server.Requests;

    public IReadOnlyList<UploadSession> Sessions => _sessions;

    /// <summary>Called for each request with what gives the right answer; null to give that.</summary>
    public Func<RestRequest, Func<RestAnswer>, RestAnswer?> Fault { get; set; } = (_, _) => null;

    public static RestAnswer Fails(int status, string message = "as the test says") =>
        RestAnswer.Fails(
            status, JsonSerializer.Serialize(new { error = new { code = status, message } }), "application/json");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _behind.Dispose();
    }

    private RestAnswer Answer(RestRequest request) => Fault(request, () => Right(request)) ?? Right(request);

    private RestAnswer Right(RestRequest request)
    {
        if (request.Path.StartsWith("/session/", StringComparison.Ordinal))
        {
            return Session(_sessions[int.Parse(request.Path.Split('/')[2], CultureInfo.InvariantCulture)], request);
        }

        if (request["uploadType"] == "resumable")
        {
            UploadSession session = new(request);
            _sessions.Add(session);
            string at = $"{_server.Url}/session/{(_sessions.Count - 1).ToString(CultureInfo.InvariantCulture)}";
            return Refused(session) ?? new RestAnswer([]) { Headers = [("Location", at)] };
        }

        return Forward(request);
    }

    private RestAnswer Session(UploadSession session, RestRequest request)
    {
        if (request.Method == "DELETE")
        {
            session.IsGone = true;
            return new RestAnswer([], 499);
        }

        if (session.IsGone || session.Made is not null)
        {
            return session.Made ?? Fails(410, "the upload is gone");
        }

        if (!session.Take(request.Header("Content-Range") ?? "", request.Body))
        {
            string range = $"bytes=0-{(session.Stored.Count - 1).ToString(CultureInfo.InvariantCulture)}";
            return new RestAnswer([], ResumeIncomplete) { Headers = session.Stored.Count > 0 ? [("Range", range)] : [] };
        }

        byte[] bytes = [.. session.Stored];
        if (session.Described.GetProperty("crc32c").GetString() != Crc32cSum.Text(Crc32cSum.Of(bytes)))
        {
            return Fails(400, "Provided CRC32C does not match calculated CRC32C");
        }

        return Refused(session) ?? (session.Made = Insert(session, bytes));
    }

    private RestAnswer? Refused(UploadSession session)
    {
        string path = $"storage/v1/b/{session.Bucket}/o/{Uri.EscapeDataString(session.Name)}";
        using HttpResponseMessage found = _behind.Send(new HttpRequestMessage(HttpMethod.Get, path));
        string generation = "0";
        if (found.IsSuccessStatusCode)
        {
            using JsonDocument json = JsonDocument.Parse(found.Content.ReadAsStream());
            generation = json.RootElement.GetProperty("generation").GetString() ?? "";
        }

        return session.Condition is null || session.Condition == generation ? null : Fails(412, "conditionNotMet");
    }

    private RestAnswer Insert(UploadSession session, byte[] bytes)
    {
        string path = $"upload/storage/v1/b/{session.Bucket}/o?uploadType=multipart&name={Uri.EscapeDataString(session.Name)}";
        using HttpRequestMessage request = new(HttpMethod.Post, path)
        {
            Content = new MultipartContent("related")
            {
                StorageApi.Json(Encoding.UTF8.GetBytes(session.Described.GetRawText())), StorageApi.Json(bytes),
            },
        };
        using HttpResponseMessage response = _behind.Send(request);
        return Take(response);
    }

    private RestAnswer Forward(RestRequest request)
    {
        using HttpRequestMessage next = new(new HttpMethod(request.Method), request.Target);
        if (request.Body.Length > 0)
        {
            next.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(request.Body));
            next.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.Header("Content-Type") ?? "application/octet-stream");
        }

        if (request.Header("Range") is { } range)
        {
            next.Headers.TryAddWithoutValidation("Range", range);
        }

        using HttpResponseMessage response = _behind.Send(next);
        return Take(response);
    }

    private static RestAnswer Take(HttpResponseMessage response)
    {
        using MemoryStream body = new();
        response.Content.ReadAsStream().CopyTo(body);
        string[] passed = ["x-goog-hash", "x-goog-generation", "Content-Range"];
        return new RestAnswer(body.ToArray(), (int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "")
        {
            Headers =
            [
                .. response.Headers.Concat(response.Content.Headers).Where(h => passed.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
                    .Select(h => (h.Key, string.Join(',', h.Value))),
            ],
        };
    }
}
