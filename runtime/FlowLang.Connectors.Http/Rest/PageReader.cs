using System.Buffers;
using System.Net;
using System.Text;
using FlowLang.Runtime;
using Polly;
using Polly.Retry;

namespace FlowLang.Connectors.Http;

/// <summary>
/// Fetches pages, each whole, into one buffer. A body that is cut off or stops coming is asked for again; what is no JSON is an error.
/// </summary>
internal sealed class PageReader(HttpConnection connection, string source, RestOptions options, RequestTemplate template) : IDisposable
{
    private readonly HttpTransport _transport = connection.Transport(decompress: true);
    private readonly ResiliencePipeline<string?> _retries = Retries(connection);
    private readonly byte[] _chunk = new byte[1 << 16];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 16);

    /// <summary>The body that was read last.</summary>
    public Span<byte> Body => _buffer.AsSpan(0, Length);

    public int Length { get; private set; }

    /// <summary>The server said that there is nothing (204), rather than nothing at all.</summary>
    public bool IsNothing { get; private set; }

    /// <summary>Reads a page; gives the address of the next one where the header <c>Link</c> has it.</summary>
    /// <param name="page">What the page is called in messages.</param>
    public async Task<string?> ReadAsync(Uri url, string page, CancellationToken cancel)
    {
        try
        {
            return await _retries.ExecuteAsync(async token => await OnceAsync(url, page, token), cancel);
        }
        catch (CutException e)
        {
            throw RestErrors.Cut(source, page, e.Message, e);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>The beginning of the body, for a message.</summary>
    public string Beginning() => Excerpt.Of(_transport.Redact(Encoding.UTF8.GetString(Body[..Math.Min(Length, 8 * Excerpt.Length)])));

    private static ResiliencePipeline<string?> Retries(HttpConnection connection)
    {
        RetryStrategyOptions<string?> waits = RetryHandler.Waits<string?>(connection.Options);
        waits.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is CutException);
        ResiliencePipelineBuilder<string?> builder = new() { TimeProvider = connection.Settings.Time };
        return (connection.Options.Retries > 0 ? builder.AddRetry(waits) : builder).Build();
    }

    private async Task<string?> OnceAsync(Uri url, string page, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd("application/json");
        foreach (RestValue header in options.Headers)
        {
            if (template.Bind(header.Text) is { } value)
            {
                request.Headers.Remove(header.Name);
                request.Headers.TryAddWithoutValidation(header.Name, value);
            }
        }

        using HttpResponseMessage response = await _transport.SendAsync(request, cancel);
        Length = 0;
        if (!response.IsSuccessStatusCode)
        {
            await FillAsync(response, page, 8 * Excerpt.Length, cancel);
            throw HttpErrors.Status(source, response, Beginning());
        }

        IsNothing = response.StatusCode == HttpStatusCode.NoContent;
        if (!IsNothing)
        {
            await FillAsync(response, page, options.MaxPageSize + 1, cancel);
            Check(response, page);
        }

        return LinkHeader.Next(response);
    }

    private async Task FillAsync(HttpResponseMessage response, string page, long most, CancellationToken cancel)
    {
        using BodyReader body = new(response, connection.Options.Timeout, connection.Settings.Time);
        while (Length < most)
        {
            int read = await body.ReadAsync(_chunk, 1, cancel);
            if (read == 0)
            {
                break;
            }

            int taken = (int)Math.Min(read, most - Length);
            Grow(Length + taken);
            _chunk.AsSpan(0, taken).CopyTo(_buffer.AsSpan(Length));
            Length += taken;
        }

        if (body.Cut is { } why)
        {
            throw new CutException(why);
        }

        if (Length > options.MaxPageSize)
        {
            throw RestErrors.PageTooLarge(source, page, options.MaxPageSize);
        }
    }

    private void Grow(int least)
    {
        if (least > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L)));
            Body.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }

    // What a server calls JSON may be none, and what is JSON may have no name: names that can't be JSON are refused.
    private void Check(HttpResponseMessage response, string page)
    {
        string type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        ReadOnlySpan<byte> start = Body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Body[3..] : Body;
        start = start.TrimStart(" \r\n\t"u8);
        bool isJson = type is "application/json" or "text/json" || type.EndsWith("+json", StringComparison.Ordinal);
        bool isOpen = type is "" or "text/plain" or "application/octet-stream" or "binary/octet-stream";
        bool isBlock = !start.IsEmpty && start[0] is (byte)'{' or (byte)'[';
        if (start.StartsWith("<"u8) || type.EndsWith("html", StringComparison.Ordinal))
        {
            throw RestErrors.NotJson(source, page, start.StartsWith("<?xml"u8) ? "XML" : "HTML", Beginning());
        }

        if (!isJson && !(isOpen && isBlock))
        {
            throw RestErrors.NotJson(source, page, type.Length > 0 ? $"`{_transport.Redact(type)}`" : "of no known type", Beginning());
        }

        if (start.Length < Length)
        {
            Body[^start.Length..].CopyTo(_buffer);
            Length = start.Length;
        }
    }

    /// <summary>A body that may come whole when it is asked for again.</summary>
    private sealed class CutException(string why) : IOException(why);
}
