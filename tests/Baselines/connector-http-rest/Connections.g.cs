// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The connections that pipelines use. Each is made when it is first asked for; none is opened before a run needs it.</summary>
internal sealed class Connections(ProgramSettings settings)
{
    public ProgramSettings Settings => settings;

    /// <summary>main.flow:7</summary>
    public HttpConnection Api => field ??= new("api", new HttpOptions { BaseUrl = new Secret("base_url", "https://" + settings.Parameter("host") + "/v1"), Token = settings.Secret("api_token"), Timeout = TimeSpan.FromMilliseconds(30000), RequestsPerSecond = 2.5d }, settings);

    /// <summary>main.flow:8</summary>
    public HttpConnection Keyed => field ??= new("keyed", new HttpOptions { BaseUrl = new Secret("base_url", "https://example.org"), Auth = new ApiKeyAuth(settings.Secret("api_key"), null, "key"), Headers = [new("X-Client", new Secret("X-Client", "flow")), new("X-Sign", settings.Secret("api_token"))] }, settings);

    /// <summary>main.flow:9</summary>
    public HttpConnection Office => field ??= new("office", new HttpOptions { BaseUrl = new Secret("base_url", "https://example.net"), Auth = new OAuth2Auth("https://login.example.net/token", "flow", settings.Secret("client_secret")) { Scope = "read", SendInBody = true } }, settings);

    /// <summary>main.flow:13</summary>
    public PostgresConnection Pg => field ??= new("pg", new PostgresOptions { Host = "localhost", Database = "taxi", User = "flow" });
}
