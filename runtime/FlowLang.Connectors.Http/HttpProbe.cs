using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>
/// An http connection: its server answers at the base url. Whatever it answers there is told and is no mistake (many servers list no
/// folder), except that it does not let this connection in.
/// </summary>
/// <param name="connection">Makes it; throws where a parameter of its url has no value.</param>
public sealed class HttpProbe(string name, Func<HttpConnection> connection) : HealthProbe
{
    public override string Name => $"connection {name}";

    public override async Task<string> CheckAsync(CancellationToken cancel)
    {
        HttpConnection http = connection();
        using HttpRequestMessage request = new(HttpMethod.Head, http.Base.Resolve(""));
        using HttpResponseMessage response = await http.Transport(decompress: false).SendAsync(request, cancel);
        int status = (int)response.StatusCode;
        if (status is 401 or 407 || status >= 500)
        {
            HttpTransport.Check(response, Name);
        }

        return $"{http} answers {status} {response.ReasonPhrase}".TrimEnd();
    }
}
