using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FlowLang.Connectors.Http;
using Google.Apis.Http;

namespace FlowLang.GoogleCloud;

/// <summary>Sends requests for tokens, and keeps what the last server said that refused one; the library keeps but part of it.</summary>
internal sealed partial class TokenRequests : HttpClientFactory
{
    private const int MostBytes = 1 << 20;

    /// <summary>Such as <c>iamcredentials.googleapis.com says 403: …</c>; null where none refused.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether that may be otherwise a moment later.</summary>
    public bool MayPass { get; private set; }

    /// <summary>What a server says of a request that it refuses, for a message.</summary>
    public static string Quote(string who, HttpStatusCode status, string? said)
    {
        string plain = said is null ? "" : ": " + Tokens.Replace(Excerpt.Of(said), "***");
        return string.Create(CultureInfo.InvariantCulture, $"{who} says {(int)status}{plain}");
    }

    public static bool IsPassing(HttpStatusCode status) => (int)status is 408 or 429 or >= 500;

    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) =>
        new Listener(this) { InnerHandler = base.CreateHandler(args) };

    // What was sent is a secret, and some servers say it again.
    [GeneratedRegex("[A-Za-z0-9_+=-]{32,}")]
    private static partial Regex Tokens { get; }

    private sealed class Listener(TokenRequests requests) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                requests.Refusal = null;
                return response;
            }

            string? said = await GoogleAnswer.MessageAsync(response, cancellationToken);
            requests.MayPass = IsPassing(response.StatusCode);
            requests.Refusal = Quote(request.RequestUri?.Authority ?? "", response.StatusCode, said);
            return response;
        }
    }
}
