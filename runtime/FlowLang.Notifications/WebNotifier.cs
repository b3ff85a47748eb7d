using System.Net.Http.Headers;
using System.Text;
using FlowLang.Connectors.Http;
using FlowLang.Runtime;

namespace FlowLang.Notifications;

/// <summary>
/// Somebody who is told by a POST of JSON to an address that is secret as a whole, as its path is the key. Tried again for about a minute;
/// RT7070 where no 2xx came then, RT7071 where the server refuses, RT7072 for no address.
/// </summary>
public abstract class WebNotifier : Notifier, IDisposable
{
    private const int LongestAnswer = 200;
    private readonly Uri _url;
    private readonly HttpTransport _transport;

    private protected WebNotifier(string name, Secret url, TimeProvider time)
        : base(name)
    {
        _url = Uri.TryCreate(url.Reveal(), UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw NoticeErrors.BadAddress(name, "its address is none of http or https", "give the whole address, best as a `secret`");
        Secret origin = new(url.Name, _url.GetLeftPart(UriPartial.Authority));
        HttpOptions options = new() { BaseUrl = origin, Timeout = TimeSpan.FromSeconds(15) };
        _transport = new HttpTransport(name, options, time, decompress: false);
    }

    public override async Task SendAsync(Notice notice, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(notice);
        byte[] body = Body(notice);
        using HttpRequestMessage request = new(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        Sign(request.Headers, notice, body);
        using HttpResponseMessage answer = await PostAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            int status = (int)answer.StatusCode;
            string why = $"answered {status} {answer.ReasonPhrase}, {await ReadAsync(answer, cancel)}".TrimEnd(' ', ',');
            throw status is 408 or 429 or >= 500
                ? NoticeErrors.Unreachable(Name, _url.Host, why)
                : NoticeErrors.Refused(Name, _url.Host, why);
        }
    }

    public void Dispose()
    {
        _transport.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract byte[] Body(Notice notice);

    /// <summary>Headers by which a receiver knows the sender.</summary>
    private protected virtual void Sign(HttpRequestHeaders headers, Notice notice, byte[] body)
    {
    }

    private async Task<HttpResponseMessage> PostAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await _transport.SendAsync(request, cancel);
        }
        catch (FlowException e)
        {
            // What http says of an address shows its path, which is a key here.
            string why = e.Error.Code == "RT2045" ? "it redirects without end" : "no answer";
            throw NoticeErrors.Unreachable(Name, _url.Host, why);
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        byte[] start = new byte[LongestAnswer];
        try
        {
            await using Stream body = await answer.Content.ReadAsStreamAsync(cancel);
            int read = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
            return OneLine.Of(Encoding.UTF8.GetString(start, 0, read)).Trim();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "";
        }
    }
}
