// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The connections that pipelines use. Each is made when it is first asked for; none is opened before a run needs it.</summary>
internal sealed class Connections(ProgramSettings settings)
{
    public ProgramSettings Settings => settings;

    /// <summary>main.flow:5</summary>
    public HttpConnection Mirror => field ??= new("mirror", new HttpOptions { BaseUrl = new Secret("base_url", "https://example.org"), User = "reader", Password = settings.Secret("mirror_password") }, settings);

    /// <summary>main.flow:6</summary>
    public PostgresConnection Pg => field ??= new("pg", new PostgresOptions { Host = "localhost", Database = "taxi", User = "flow" });

    /// <summary>main.flow:4</summary>
    public HttpConnection Site => field ??= new("site", new HttpOptions { BaseUrl = new Secret("base_url", "https://" + settings.Parameter("host") + "/trip-data"), Token = settings.Secret("site_token"), Timeout = TimeSpan.FromMilliseconds(30000), Retries = 3 }, settings);
}
