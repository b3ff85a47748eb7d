using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using FlowLang.Runtime;
using Polly;
using Polly.Retry;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Brings one file of a server into the cache: asks whether it changed, and goes on where a body was cut off, if the server still has the
/// same version. Nothing but a whole file is ever installed.
/// </summary>
/// <param name="source">What is read, as the user knows it.</param>
internal sealed class FileDownload(HttpConnection connection, CacheEntry entry, Uri url, string source, RunLog log)
{
    private const int HeadSize = 512;

    private readonly HttpTransport _transport = connection.Transport(decompress: false);

    // The farthest that a part has come: only what gets beyond is progress.
    private long _farthest = -1;

    /// <summary>The current version, and whether it was fetched now.</summary>
    public async Task<(FileFacts Version, bool IsFetched)> RunAsync(CancellationToken cancel)
    {
        using IDisposable held = await CacheLock.TakeAsync(entry.Lock, connection.Settings.Time, cancel);
        entry.Look();
        RetryStrategyOptions<Outcome> waits = RetryHandler.Waits<Outcome>(connection.Options);
        waits.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is CutBodyException);
        var builder = new ResiliencePipelineBuilder<Outcome> { TimeProvider = connection.Settings.Time };
        ResiliencePipeline<Outcome> pipeline = (connection.Options.Retries > 0 ? builder.AddRetry(waits) : builder).Build();
        try
        {
            Outcome outcome;
            do
            {
                // As long as more comes each time, a bad line is borne; each stop begins a new set of tries.
                outcome = await pipeline.ExecuteAsync(async token => await TryAsync(token), cancel);
            }
            while (outcome == Outcome.Progressed);
            return outcome == Outcome.Unchanged && entry.Current is { } current ? (current, false) : (await FinishAsync(cancel), true);
        }
        catch (CutBodyException e)
        {
            throw HttpErrors.Cut(source, url, e.Message);
        }
    }

    private async Task<Outcome> TryAsync(CancellationToken cancel)
    {
        long have = Length(entry.Part);
        FileFacts? part = have > 0 ? FileFacts.Read(entry.PartFacts) : null;
        using HttpRequestMessage request = Request(have, part);
        using HttpResponseMessage response = await _transport.SendAsync(request, cancel);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when entry.Current is not null:
                return Outcome.Unchanged;
            case HttpStatusCode.PartialContent when request.Headers.Range is not null:
                return Continues(response, part, have)
                    ? await ReceiveAsync(response, have, part?.Bytes ?? response.Content.Headers.ContentRange?.Length, cancel)
                    : Restart("the server gave another part than was asked for");
            case HttpStatusCode.RequestedRangeNotSatisfiable when request.Headers.Range is not null:
                return Restart("the file is shorter than what came before");
            case HttpStatusCode.PartialContent:
                throw HttpErrors.Status(source, response);
            default:
                HttpTransport.Check(response, source);
                ContentCheck.Type(response, source);
                FileFacts facts = FileFacts.Of(response, response.Content.Headers.ContentLength);
                facts.Write(entry.PartFacts);
                return await ReceiveAsync(response, 0, facts.Bytes, cancel);
        }
    }

    private HttpRequestMessage Request(long have, FileFacts? part)
    {
        HttpRequestMessage request = new(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (part?.Validator is { } validator)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.TryAddWithoutValidation("If-Range", validator);
        }
        else if (entry.Current is { } current)
        {
            _ = current.ETag is not null && request.Headers.TryAddWithoutValidation("If-None-Match", current.ETag);
            _ = current.Modified is not null && request.Headers.TryAddWithoutValidation("If-Modified-Since", current.Modified);
        }

        return request;
    }

    // A server that knows no If-Range may go on with another version.
    private static bool Continues(HttpResponseMessage response, FileFacts? part, long have)
    {
        FileFacts now = FileFacts.Of(response, null);
        return response.Content.Headers.ContentRange is { From: { } from } range && from == have
            && (range.Length is null || part?.Bytes is null || range.Length == part.Bytes)
            && (now.ETag is null || part?.ETag is null || now.ETag == part.ETag)
            && (now.Modified is null || part?.Modified is null || now.Modified == part.Modified);
    }

    private Outcome Restart(string why)
    {
        File.Delete(entry.Part);
        throw new CutBodyException(why);
    }

    private async Task<Outcome> ReceiveAsync(HttpResponseMessage response, long from, long? total, CancellationToken cancel)
    {
        string? cut;
        long length;
        await using (FileStream file = new(entry.Part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1 << 16))
        {
            file.SetLength(from);
            file.Position = from;
            using BodyReader body = new(response, connection.Options.Timeout, connection.Settings.Time);
            cut = await CopyAsync(body, response, file, total, cancel);
            length = file.Position;
        }

        if (cut is null && (total is null || length == total))
        {
            return Outcome.Complete;
        }

        if (length > total)
        {
            File.Delete(entry.Part);
            throw HttpErrors.Cut(source, url, Sizes(length, total, "more than it announced"));
        }

        bool isFarther = length > _farthest;
        _farthest = Math.Max(_farthest, length);
        return isFarther && from > 0 ? Outcome.Progressed : throw new CutBodyException(Sizes(length, total, cut ?? "the body ended early"));
    }

    // Null at the end of the body, else why it ended before. The first bytes of a file are looked at before any is kept.
    private async Task<string?> CopyAsync(
        BodyReader body, HttpResponseMessage response, FileStream file, long? total, CancellationToken cancel)
    {
        bool isBegin = file.Position == 0;
        byte[] buffer = new byte[1 << 16];
        int count;
        do
        {
            count = await body.ReadAsync(buffer, isBegin ? HeadSize : 1, cancel);
            if (isBegin && (body.Cut is null || count >= HeadSize))
            {
                ContentCheck.Head(response, buffer.AsSpan(0, count), source);
                isBegin = false;
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancel);
            log.Progress(source, file.Position, total, "bytes");
        }
        while (count > 0 && body.Cut is null);
        return body.Cut;
    }

    private static string Sizes(long length, long? total, string why) => total is { } all
        ? string.Create(CultureInfo.InvariantCulture, $"{length:N0} of {all:N0} bytes came: {why}")
        : string.Create(CultureInfo.InvariantCulture, $"{length:N0} bytes came: {why}");

    private async Task<FileFacts> FinishAsync(CancellationToken cancel)
    {
        FileFacts facts = FileFacts.Read(entry.PartFacts) ?? new FileFacts(null, null, null, "");
        string hash;
        await using (FileStream file = File.OpenRead(entry.Part))
        {
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        }

        return entry.Install(facts with { Bytes = Length(entry.Part), Sha256 = hash });
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private enum Outcome
    {
        Unchanged,
        Complete,

        /// <summary>Cut off, but farther than before.</summary>
        Progressed,
    }

    private sealed class CutBodyException(string message) : Exception(message);
}
