using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FlowLang.Connectors.Http;
using FlowLang.GoogleCloud;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// A resumable upload (storage/v1, uploadType=resumable). Its object appears with the last piece, so that piece is held back until the
/// commit: what a run gives up has never been there. Before a piece is sent again the service says what it has.
/// </summary>
/// <param name="sink">Who writes, for messages.</param>
/// <param name="content">What is uploaded; is read by position.</param>
internal sealed class Upload(GcsConnection connection, string sink, Stream content, UploadTarget target) : IAsyncDisposable
{
    /// <summary>Pieces but the last are multiples of it.</summary>
    private const long Unit = 256 << 10;

    private const int PieceSize = 8 << 20;

    private const int ResumeIncomplete = 308;

    private readonly StorageApi _api = connection.Api;
    private readonly Attempts _attempts = new(connection.Api);
    private uint _sum;
    private Uri? _session;
    private long _stored;
    private bool _isCertain = true;

    /// <summary>The object that is there when it is finished.</summary>
    public StorageObject? Made { get; private set; }

    /// <summary>Sends all but the last piece.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        content.Position = 0;
        _sum = await Crc32cSum.OfAsync(content, cancel);
        long held = Math.Max(0, content.Length - 1) / Unit * Unit;
        await AdvanceAsync(held, isLast: false, cancel);
    }

    /// <summary>Sends the last piece, with which the object is there.</summary>
    public async Task<StorageObject> FinishAsync(CancellationToken cancel)
    {
        try
        {
            await AdvanceAsync(content.Length, isLast: true, cancel);
        }
        catch (FlowException e) when (e.Error.Code == GcsErrors.ReplacedCode)
        {
            // The same bytes are there: it was written, and only the answer was lost.
            StorageObject? there = await _api.FindAsync(sink, target.Name, cancel);
            if (there?.Crc32c != _sum || there.Size != content.Length)
            {
                throw;
            }

            Made = there;
        }

        StorageObject made = Made ?? throw GcsErrors.Unreachable(sink, "the upload ended without an object");
        return made.Crc32c is null || made.Crc32c == _sum
            ? made
            : throw GcsErrors.Checksum(sink, connection.Show(target.Name), _sum, made.Crc32c ?? 0);
    }

    /// <summary>Ends an upload that is not finished; one that can't be told so ends by itself after a week, and nobody sees it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is { } session && Made is null)
        {
            try
            {
                using CancellationTokenSource soon = new(TimeSpan.FromSeconds(5), _api.Time);
                using HttpRequestMessage request = new(HttpMethod.Delete, session);
                request.Options.Set(RetryHandler.Once, true);
                using HttpResponseMessage response = await _api.SendAsync(request, sink, soon.Token);
            }
            catch (Exception e) when (e is FlowException or OperationCanceledException)
            {
                // It ends by itself.
            }
        }

        await content.DisposeAsync();
    }

    private async Task AdvanceAsync(long to, bool isLast, CancellationToken cancel)
    {
        do
        {
            await _attempts.RunAsync(
                async token =>
                {
                    await StepAsync(to, isLast, token);
                    return true;
                },
                cancel);
        }
        while (IsOpen(to, isLast));
    }

    private bool IsOpen(long to, bool isLast) => Made is null && (_stored < to || isLast);

    // One piece. Throws what may pass in a form that is tried again; what is stored then is asked for first.
    private async Task StepAsync(long to, bool isLast, CancellationToken cancel)
    {
        try
        {
            _session ??= await BeginAsync(cancel);
            if (!_isCertain)
            {
                await TakeAsync(await PutAsync(_session, [], null, cancel), cancel);
                _isCertain = true;
            }

            if (IsOpen(to, isLast))
            {
                long before = _stored;
                byte[] piece = await PieceAsync(to, cancel);
                _isCertain = false;
                await TakeAsync(await PutAsync(_session, piece, before, cancel), cancel);
                _isCertain = _stored > before || Made is not null;
            }
        }
        catch (FlowException e) when (e.Error.Code == GcsErrors.UnreachableCode)
        {
            throw new PassingException(e);
        }

        if (!_isCertain)
        {
            throw new PassingException(GcsErrors.Unreachable(sink, "it keeps nothing of what is sent"));
        }
    }

    private async Task<byte[]> PieceAsync(long to, CancellationToken cancel)
    {
        byte[] piece = new byte[Math.Min(PieceSize, to - _stored)];
        content.Position = _stored;
        await content.ReadExactlyAsync(piece, cancel);
        return piece;
    }

    private async Task<Uri> BeginAsync(CancellationToken cancel)
    {
        string query = string.Create(
            CultureInfo.InvariantCulture,
            $"uploadType=resumable&name={Uri.EscapeDataString(target.Name)}&ifGenerationMatch={target.Replaces}");
        Dictionary<string, object> described = new() { ["name"] = target.Name, ["crc32c"] = Crc32cSum.Text(_sum) };
        if (target.Run is { } run)
        {
            described["metadata"] = new Dictionary<string, string> { [StorageObject.RunField] = run };
        }

        using HttpRequestMessage request = new(HttpMethod.Post, _api.Url(_api.Uploads($"{query}&fields={StorageObject.Fields}")));
        CustomerKey.Add(request, connection.Options.EncryptionKey, connection.Name);
        request.Headers.Add("X-Upload-Content-Length", content.Length.ToString(CultureInfo.InvariantCulture));
        request.Content = StorageApi.Json(JsonSerializer.SerializeToUtf8Bytes(described));
        using HttpResponseMessage response = await _api.SendAsync(request, sink, cancel);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, cancel);
        }

        _stored = 0;
        _isCertain = true;
        Uri at = response.Headers.Location ?? throw GcsErrors.Unreachable(sink, "it begins no upload");
        return _api.Url(at.IsAbsoluteUri ? at.PathAndQuery : at.OriginalString);
    }

    /// <param name="from">Where the piece begins; null to ask what is stored.</param>
    private async Task<HttpResponseMessage> PutAsync(Uri session, byte[] piece, long? from, CancellationToken cancel)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, session) { Content = new ByteArrayContent(piece) };
        request.Options.Set(RetryHandler.Once, true);
        CustomerKey.Add(request, connection.Options.EncryptionKey, connection.Name);
        request.Content.Headers.ContentRange = from is { } start && piece.Length > 0
            ? new ContentRangeHeaderValue(start, start + piece.Length - 1, content.Length)
            : new ContentRangeHeaderValue(content.Length);
        return await _api.SendAsync(request, sink, cancel);
    }

    private async Task TakeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            switch (response.StatusCode)
            {
                case (HttpStatusCode)ResumeIncomplete:
                    _stored = StoredOf(response);
                    break;
                case HttpStatusCode.OK or HttpStatusCode.Created:
                    using (JsonDocument json = await StorageApi.DocumentAsync(response, sink, cancel))
                    {
                        Made = StorageObject.Of(json.RootElement);
                    }

                    break;
                case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                    // The service has forgotten the session: everything is sent again.
                    _session = null;
                    throw new PassingException(await StorageApi.FailureAsync(response, sink, cancel));
                case var status when GcsErrors.MayPass(status):
                    throw new PassingException(await StorageApi.FailureAsync(response, sink, cancel));
                default:
                    throw await RefusalAsync(response, cancel);
            }
        }
    }

    private async Task<FlowException> RefusalAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return GcsErrors.Replaced(sink, connection.Show(target.Name));
        }

        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return GcsErrors.NoBucket(sink, connection.Options.Bucket);
        }

        return await StorageApi.FailureAsync(response, sink, cancel);
    }

    // `Range: bytes=0-1048575`; without it nothing is stored.
    private static long StoredOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Range", out IEnumerable<string>? values) && values.FirstOrDefault() is { } text
        && long.TryParse(text.AsSpan(text.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            ? last + 1
            : 0;
}
